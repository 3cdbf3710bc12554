import type { CutAnswer, CutQuestion } from '#shared/plan/cycles/search-cuts.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { askWorker } from '../tasks/ask-worker.ts';

/** Megabytes that a search may take before its thread is ended instead of the whole program. */
const MEMORY = 2048;
/** Milliseconds; a cycle of a thousand sources takes about one. */
const PATIENCE = 120_000;

/** `searchCuts` off the main thread. Aborting `signal` ends it. */
export async function searchInWorker(worker: URL, question: CutQuestion, signal: AbortSignal): Promise<CutAnswer> {
  const stopped = (): ProblemError =>
    signal.aborted ? new ProblemError('cancelled', 'Looking for ways to cut the cycle was stopped.') : new ProblemError('limit', 'This cycle is too large to look for ways to cut it.');
  const either = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const settle = (answer: CutAnswer): { answer: CutAnswer } => ({ answer });
  const { answer } = await askWorker({ worker, data: question, memory: MEMORY, doing: 'Looking for ways to cut the cycle', signal: either, stopped, settle });
  return answer;
}
