import { Worker } from 'node:worker_threads';

import type { CutAnswer, CutQuestion } from '#shared/plan/cycles/search-cuts.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** Megabytes that a search may take before its thread is ended instead of the whole program. */
const MEMORY = 2048;
/** Milliseconds; a cycle of a thousand sources takes about one. */
const PATIENCE = 120_000;

/** `searchCuts` off the main thread. Aborting `signal` ends it. */
export function searchInWorker(worker: URL, question: CutQuestion, signal: AbortSignal): Promise<CutAnswer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: question, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
    const end = (problem: ProblemError): void => {
      reject(problem);
      void thread.terminate();
    };
    const stop = (): void => end(new ProblemError('cancelled', 'Looking for ways to cut the cycle was stopped.'));
    const timer = setTimeout(() => end(new ProblemError('limit', 'This cycle is too large to look for ways to cut it.')), PATIENCE);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    thread.on('message', (answer: CutAnswer) => resolve(answer));
    thread.on('error', (error) => reject(new ProblemError('internal', 'Looking for ways to cut the cycle ended unexpectedly.', String(error))));
    thread.on('exit', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      reject(new ProblemError('internal', 'Looking for ways to cut the cycle ended without an answer.'));
    });
  });
}
