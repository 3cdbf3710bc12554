import { PROBLEM_CODES, problem, type Problem } from '#shared/vocabulary/problem.ts';

/** What main says to the backend. `serve` comes with a port, over which a window will speak the contract. */
export type ToBackend = { readonly kind: 'serve' } | { readonly kind: 'close' };

/** What the backend says to main: its port is open, or cannot be opened and why (it then ends). */
export type FromBackend = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

export function toBackend(message: unknown): ToBackend | null {
  const kind = typeof message === 'object' && message !== null && 'kind' in message ? message.kind : null;
  return kind === 'serve' || kind === 'close' ? { kind } : null;
}

export function fromBackend(message: unknown): FromBackend | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'ready') return { kind: 'ready' };
  if (message.kind !== 'failed' || !('problem' in message)) return null;
  const told = message.problem;
  if (typeof told !== 'object' || told === null || !('code' in told) || !('message' in told) || typeof told.message !== 'string') return null;
  const code = PROBLEM_CODES.find((each) => each === told.code) ?? 'internal';
  return { kind: 'failed', problem: problem(code, told.message, 'detail' in told && typeof told.detail === 'string' ? told.detail : undefined) };
}
