import { once } from 'node:events';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { startFleet } from './fleet.ts';
import { keeperOrder, type KeeperMessage } from './keeper-messages.ts';
import { removePracticeRecord, writePracticeRecord } from './practice-record.ts';
import { identify } from './process-identity.ts';

/**
 * The process that a fleet lives with when it is to outlast the program that asked for it: started by `practiceUp`, ended by
 * SIGTERM (`practiceDown`). Its death by any other cause is the fleet's too.
 */
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

function tell(message: KeeperMessage): void {
  if (process.connected) process.send?.(message);
}

try {
  const { cache, ...wanted } = keeperOrder.parse(JSON.parse(process.argv[2] ?? ''));
  const self = await identify(process.pid);
  if (self === null) throw new Error('/proc is not mounted.');
  await using fleet = await startFleet({ ...wanted, cache, signal: stopping.signal });
  await writePracticeRecord(cache, self, Date.now(), fleet);
  tell({ kind: 'up' });
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await removePracticeRecord(cache);
} catch (error) {
  const { code, message, detail } = problemOf(error);
  tell({ kind: 'failed', problem: { code, message, ...(detail === undefined ? {} : { detail }) } });
  process.exitCode = 1;
}
if (process.connected) process.disconnect();
