import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

import { askWorker, type Settled } from '../tasks/ask-worker.ts';

/** What of repositories is wanted: their binary packages, with what they provide and the files that primary names. */
export interface BinariesOrder {
  readonly kind: 'binaries';
  /** Folders or addresses. */
  readonly locations: readonly string[];
  readonly cacheFolder: string;
}

export type BinariesMessage = { readonly kind: 'done'; readonly pieces: readonly Uint8Array[] } | { readonly kind: 'failed'; readonly problem: Problem };

/** Megabytes that reading may take before its thread is ended instead of the whole program. */
const MEMORY = 4096;

/**
 * Reads repositories off the main thread; the packages come in pieces (`package-pieces.ts`), in order. Aborting `signal` ends it.
 * Rejects with what reading throws.
 *
 * @param worker the file of `plan-worker.ts`, as the host has it
 */
export async function binariesInWorker(worker: URL, order: Omit<BinariesOrder, 'kind'>, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  const data: BinariesOrder = { kind: 'binaries', ...order };
  const stopped = (): ProblemError => new ProblemError('cancelled', 'Reading the repositories was cancelled.');
  const settle = (message: BinariesMessage): Settled<readonly Uint8Array[]> => (message.kind === 'done' ? { answer: message.pieces } : message);
  const { answer } = await askWorker({ worker, data, memory: MEMORY, doing: 'Reading the repositories', signal, stopped, settle });
  return answer;
}
