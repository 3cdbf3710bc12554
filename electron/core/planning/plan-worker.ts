import { parentPort, workerData } from 'node:worker_threads';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { packedPieces } from '../ingest/package-pieces.ts';
import { readRepository } from '../ingest/read-repository.ts';
import type { BinariesMessage, BinariesOrder } from './binaries-in-worker.ts';
import { makePlan } from './make-plan.ts';
import type { PlanOrder, PlanWorkerMessage } from './plan-in-worker.ts';

/**
 * Makes one plan, then keeps in the cache what it read for it, and ends; or reads the binary packages of repositories. What it
 * says is typed at the other end by {@link PlanWorkerMessage} and {@link BinariesMessage}.
 */
const order = workerData as PlanOrder | BinariesOrder;
if (order.kind === 'plan') await plan(order);
else await read(order);

async function plan({ inputs, digest }: PlanOrder): Promise<void> {
  const say = (message: PlanWorkerMessage): void => parentPort?.postMessage(message);
  const kept: (() => Promise<void>)[] = [];
  try {
    say({ kind: 'done', port: await makePlan(inputs, digest, (progress) => say({ kind: 'progress', progress }), (keep) => kept.push(keep)) });
    for (const keep of kept) await keep();
  } catch (thrown) {
    say({ kind: 'failed', problem: problemOf(thrown) });
  }
}

async function read({ locations, cacheFolder }: BinariesOrder): Promise<void> {
  try {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (const location of locations) {
      const { packages } = await readRepository(location, { cacheFolder, kind: 'binary' });
      pieces.push(...packedPieces(packages.binaries.map((each) => ({ ...each, requires: [], conflicts: [], obsoletes: [] }))));
    }
    parentPort?.postMessage({ kind: 'done', pieces } satisfies BinariesMessage, pieces.map(({ buffer }) => buffer));
  } catch (thrown) {
    parentPort?.postMessage({ kind: 'failed', problem: problemOf(thrown) } satisfies BinariesMessage);
  }
}
