import { parentPort, workerData } from 'node:worker_threads';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { makePlan } from './make-plan.ts';
import type { PlanOrder, PlanWorkerMessage } from './plan-in-worker.ts';

/** Makes one plan, then keeps in the cache what it read for it, and ends. What it says is typed at the other end by {@link PlanWorkerMessage}. */
const { inputs, digest } = workerData as PlanOrder;
const say = (message: PlanWorkerMessage): void => parentPort?.postMessage(message);

const kept: (() => Promise<void>)[] = [];
try {
  say({ kind: 'done', port: await makePlan(inputs, digest, (progress) => say({ kind: 'progress', progress }), (keep) => kept.push(keep)) });
  for (const keep of kept) await keep();
} catch (thrown) {
  say({ kind: 'failed', problem: problemOf(thrown) });
}
