import { PROBLEM_CODES, problem, type Problem } from '../vocabulary/problem.ts';
import type { ClientMessage, HostMessage } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

/** Calls and streams are numbered from 1; binary frames carry the number in 32 bits. */
function idOf(fields: Fields): number | null {
  const id = fields['id'];
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= 0xffff_ffff ? id : null;
}

function problemFrom(value: unknown): Problem {
  const fields = fieldsOf(value);
  const code = PROBLEM_CODES.find((each) => each === fields?.['code']);
  if (fields === null || code === undefined || typeof fields['message'] !== 'string') {
    return problem('internal', 'The core refused, and its reason could not be read.');
  }
  return problem(code, fields['message'], typeof fields['detail'] === 'string' ? fields['detail'] : undefined);
}

/** What a client said, or null when the frame is no message of ours: a wire may carry anything. */
export function clientMessage(frame: unknown): ClientMessage | null {
  const fields = fieldsOf(frame);
  if (fields === null) return null;
  const kind = fields['kind'];
  if (kind === 'hello') {
    const { version, token } = fields;
    return { kind, version: typeof version === 'number' ? version : 0, token: typeof token === 'string' ? token : null };
  }
  const id = idOf(fields);
  if (id === null) return null;
  const { name, input, taken } = fields;
  switch (kind) {
    case 'call':
    case 'open':
      return typeof name === 'string' ? { kind, id, name, input } : null;
    case 'ack':
      return typeof taken === 'number' && Number.isInteger(taken) ? { kind, id, taken } : null;
    case 'cancel':
      return { kind, id };
    default:
      return null;
  }
}

/**
 * What a host said, or null when the frame is no message of ours. A problem may have the id 0: it is about the
 * connection. Values of results and items are taken as they come: the host is held to the contract by tests.
 */
export function hostMessage(frame: unknown): HostMessage | null {
  const fields = fieldsOf(frame);
  if (fields === null) return null;
  const kind = fields['kind'];
  if (kind === 'welcome') {
    const { version, access } = fields;
    if (typeof version !== 'number' || (access !== 'read' && access !== 'operate')) return null;
    return { kind, version, access };
  }
  if (kind === 'problem' && fields['id'] === 0) return { kind, id: 0, problem: problemFrom(fields['problem']) };
  const id = idOf(fields);
  if (id === null) return null;
  switch (kind) {
    case 'result':
    case 'item':
      return { kind, id, value: fields['value'] };
    case 'problem':
      return { kind, id, problem: problemFrom(fields['problem']) };
    case 'end':
      return { kind, id };
    default:
      return null;
  }
}
