import { Worker } from 'node:worker_threads';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { LogJob, LogJobMessage } from './log-jobs.ts';

export interface LogOrder {
  readonly job: LogJob;
  /** One 32-bit number: 1 once nobody wants the job's outcome any more. */
  readonly cancelled: SharedArrayBuffer;
}

/** Jobs at one time; each has a thread. */
const MOST_RUNNING = 4;
/** Threads that wait for the next job: a search begins at once. */
const MOST_IDLE = 1;
/** Megabytes that a job may take before its thread is ended instead of the whole program. */
const MEMORY = 2048;
/** Milliseconds that a job may be silent: an expression can run away on a single line, and then only its thread's end stops it. */
const PATIENCE: Readonly<Record<LogJob['kind'], number>> = { search: 5_000, compare: 120_000 };

const STUCK: Readonly<Record<LogJob['kind'], string>> = {
  search: 'This expression takes too long on one of the lines and was stopped. Make it simpler: nested repetitions such as (a+)+ are the usual cause.',
  compare: 'Comparing these two logs takes too long and was stopped.',
};

/** Threads for work over whole logs. */
export class LogWorkers {
  readonly #file: URL;
  readonly #patience: Readonly<Record<LogJob['kind'], number>>;
  readonly #idle: Worker[] = [];
  readonly #running = new Set<Worker>();

  /** @param file `log-worker.ts`, as the host has it */
  constructor(file: URL, patience = PATIENCE) {
    this.#file = file;
    this.#patience = patience;
  }

  /** What a job says until it is done. Leaving, and aborting `signal`, cancel it; a job that is silent too long ends with a problem. */
  async *run(job: LogJob, signal: AbortSignal): AsyncGenerator<LogJobMessage> {
    if (this.#running.size >= MOST_RUNNING) throw new ProblemError('limit', 'Too many logs are being searched or compared at once. Try again in a moment.');
    const worker = this.#idle.pop() ?? new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
    worker.ref();
    this.#running.add(worker);
    const cancelled = new SharedArrayBuffer(4);
    const queue: (LogJobMessage | null)[] = [];
    const failures: ProblemError[] = [];
    let wake: () => void = () => undefined;
    const fail = (problem: ProblemError): void => {
      failures.push(problem);
      wake();
    };
    const onMessage = (message: LogJobMessage | null): void => {
      queue.push(message);
      timer.refresh();
      wake();
    };
    const onError = (error: unknown): void => fail(new ProblemError('internal', 'Looking through a log ended unexpectedly.', String(error)));
    const onExit = (): void => fail(new ProblemError('internal', 'Looking through a log ended unexpectedly.'));
    const timer = setTimeout(() => fail(new ProblemError('limit', STUCK[job.kind])), this.#patience[job.kind]);
    const abort = (): void => wake();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', abort, { once: true });
    let ended = false;
    try {
      worker.postMessage({ job, cancelled } satisfies LogOrder);
      while (!signal.aborted) {
        const next = queue.shift();
        if (next === null) {
          ended = true;
          return;
        }
        const failure = failures[0];
        if (next !== undefined) yield next;
        else if (failure !== undefined) throw failure;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      this.#running.delete(worker);
      if (ended) this.#rest(worker);
      else {
        // It may be in the middle of anything: a thread that is told looks up soon, one that is stuck never does.
        Atomics.store(new Int32Array(cancelled), 0, 1);
        void worker.terminate();
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#idle.splice(0), ...this.#running].map((worker) => worker.terminate()));
  }

  #rest(worker: Worker): void {
    if (this.#idle.length >= MOST_IDLE) {
      void worker.terminate();
      return;
    }
    worker.unref();
    worker.on('error', () => undefined);
    this.#idle.push(worker);
  }
}
