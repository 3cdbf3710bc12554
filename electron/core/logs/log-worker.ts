import { parentPort } from 'node:worker_threads';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { runLogJob, type LogJobMessage } from './log-jobs.ts';
import type { LogOrder } from './log-workers.ts';

/** Does one job after another. What it says is typed at the other end by {@link LogJobMessage}; `null` is the end of a job. */
parentPort?.on('message', ({ job, cancelled }: LogOrder) => {
  const flag = new Int32Array(cancelled);
  const say = (message: LogJobMessage | null): void => parentPort?.postMessage(message);
  try {
    runLogJob(job, { say, isCancelled: () => Atomics.load(flag, 0) === 1 });
  } catch (thrown) {
    say({ kind: 'failed', problem: problemOf(thrown) });
  }
  say(null);
});
