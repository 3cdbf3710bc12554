import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { indexUniverse } from '#shared/plan/indexed-universe.ts';

import { distribution, readUniverse } from './distribution.ts';
import { timed } from './measure.ts';

/**
 * Reads the distribution into the cache folder that is named, indexes its providers, and then keeps in the cache what it read; prints the
 * seconds of each, the megabytes that the universe and its index hold, and the most that the process ever had resident.
 */
const cache = process.argv[2] ?? '';
const from = await distribution();
const kept: (() => Promise<void>)[] = [];
const before = heldMegabytes();
const read = await timed(() => readUniverse(from, cache, (keep) => kept.push(keep)));
const index = await timed(() => indexUniverse(read.value).index);
const resident = process.resourceUsage().maxRSS / 1024;
const keep = await timed(async () => {
  for (const each of kept.splice(0)) await each();
});
const held = heldMegabytes() - before;
process.stdout.write(JSON.stringify({ read: read.seconds, index: index.seconds, keep: keep.seconds, held, resident, packages: index.value.packages.length, sources: read.value.sources.length }));

/** What is alive on the heap and behind its typed arrays. */
function heldMegabytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}
