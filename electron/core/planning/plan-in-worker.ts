import { Worker } from 'node:worker_threads';

import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

import type { IngestProgress } from '../ingest/ingest-options.ts';
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
export function planInWorker(worker: URL, order: Omit<PlanOrder, 'kind'>, signal: AbortSignal, onProgress: (progress: IngestProgress) => void): Promise<MadePlan> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const thread = new Worker(worker, { workerData: { kind: 'plan', ...order } satisfies PlanOrder, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
    const stop = (): void => {
      reject(cancelled());
      void thread.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    const ended = new Promise<void>((resolveEnd) => thread.on('exit', () => resolveEnd()));
    thread.on('message', (message: PlanWorkerMessage) => {
      if (message.kind === 'progress') return onProgress(message.progress);
      if (message.kind === 'done') resolve({ port: message.port, ended });
      else reject(new ProblemError(message.problem.code, message.problem.message, message.problem.detail));
    });
    thread.on('error', (error) => reject(new ProblemError('internal', 'Planning ended unexpectedly.', String(error))));
    thread.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new ProblemError('internal', 'Planning ended without a plan.'));
    });
  });
}

function cancelled(): ProblemError {
  return new ProblemError('cancelled', 'Planning was cancelled; the plan that was there stays.');
}
