import { Worker } from 'node:worker_threads';

import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

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
export function binariesInWorker(worker: URL, order: Omit<BinariesOrder, 'kind'>, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const cancelled = (): ProblemError => new ProblemError('cancelled', 'Reading the repositories was cancelled.');
    if (signal.aborted) return reject(cancelled());
    const thread = new Worker(worker, { workerData: { kind: 'binaries', ...order } satisfies BinariesOrder, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
    const stop = (): void => {
      reject(cancelled());
      void thread.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    thread.on('message', (message: BinariesMessage) => {
      if (message.kind === 'done') resolve(message.pieces);
      else reject(new ProblemError(message.problem.code, message.problem.message, message.problem.detail));
    });
    thread.on('error', (error) => reject(new ProblemError('internal', 'Reading the repositories ended unexpectedly.', String(error))));
    thread.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new ProblemError('internal', 'Reading the repositories ended without an answer.'));
    });
  });
}
