import { parentPort, workerData } from 'node:worker_threads';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { makePlan } from './make-plan.ts';
import type { PlanOrder, PlanWorkerMessage } from './plan-in-worker.ts';

/** Makes one plan and ends. What it says is typed at the other end by {@link PlanWorkerMessage}. */
const { inputs, digest } = workerData as PlanOrder;
const say = (message: PlanWorkerMessage): void => parentPort?.postMessage(message);

try {
  say({ kind: 'done', port: await makePlan(inputs, digest, (progress) => say({ kind: 'progress', progress })) });
} catch (thrown) {
  say({ kind: 'failed', problem: problemOf(thrown) });
}
