import { PROBLEM_CODES, problem, type Problem } from '#shared/vocabulary/problem.ts';

/** What main says to the backend. `serve` comes with a port, over which a window will speak the contract, and is numbered. */
export type ToBackend = { readonly kind: 'serve'; readonly id: number } | { readonly kind: 'close' };

/** What the backend says to main: it has the port that came with a `serve`; or it cannot open its project and why (it then ends). */
export type FromBackend = { readonly kind: 'serving'; readonly id: number } | { readonly kind: 'failed'; readonly problem: Problem };

export function toBackend(message: unknown): ToBackend | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'close') return { kind: 'close' };
  return message.kind === 'serve' && 'id' in message && typeof message.id === 'number' ? { kind: 'serve', id: message.id } : null;
}

export function fromBackend(message: unknown): FromBackend | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'serving') return 'id' in message && typeof message.id === 'number' ? { kind: 'serving', id: message.id } : null;
  if (message.kind !== 'failed' || !('problem' in message)) return null;
  const told = message.problem;
  if (typeof told !== 'object' || told === null || !('code' in told) || !('message' in told) || typeof told.message !== 'string') return null;
  const code = PROBLEM_CODES.find((each) => each === told.code) ?? 'internal';
  return { kind: 'failed', problem: problem(code, told.message, 'detail' in told && typeof told.detail === 'string' ? told.detail : undefined) };
}
