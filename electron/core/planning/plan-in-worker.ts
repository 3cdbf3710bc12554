import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

import type { IngestProgress } from '../ingest/ingest-options.ts';
import { askWorker, type Settled } from '../tasks/ask-worker.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { PlannedPort } from './planned-port.ts';

export interface PlanOrder {
  readonly kind: 'plan';
  readonly inputs: PlanInputs;
  readonly digest: string;
}

export type PlanWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: IngestProgress }
  | { readonly kind: 'done'; readonly port: PlannedPort }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface MadePlan {
  readonly port: PlannedPort;
  /** Resolves when the worker has kept what it read in the cache, or was ended. */
  readonly ended: Promise<void>;
}

/** Megabytes that a plan may take before its worker is ended with a clear message instead of the whole program. */
const MEMORY = 4096;

/**
 * Makes a plan off the main thread. Aborting `signal` ends the worker at once; nothing it had begun is left but cached
 * downloads. That goes for the worker that has answered, too, as long as it has not ended.
 *
 * @param worker the file of `plan-worker.ts`, as the host has it
 */
export async function planInWorker(worker: URL, order: Omit<PlanOrder, 'kind'>, signal: AbortSignal, onProgress: (progress: IngestProgress) => void): Promise<MadePlan> {
  const data: PlanOrder = { kind: 'plan', ...order };
  const stopped = (): ProblemError => new ProblemError('cancelled', 'Planning was cancelled; the plan that was there stays.');
  const settle = (message: PlanWorkerMessage): Settled<PlannedPort> => {
    if (message.kind === 'done') return { answer: message.port };
    if (message.kind === 'failed') return message;
    onProgress(message.progress);
    return null;
  };
  const { answer, ended } = await askWorker({ worker, data, memory: MEMORY, doing: 'Planning', signal, stopped, settle });
  return { port: answer, ended };
}
