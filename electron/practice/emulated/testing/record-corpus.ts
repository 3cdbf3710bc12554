import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CORPUS } from '#shared/triage/testing/s390x-corpus.ts';

import { startFleet } from '../fleet.ts';
import { buildCorpus } from './corpus-builds.ts';

/**
 * `node electron/practice/emulated/testing/record-corpus.ts [NAME…]`, for maintainers: builds the failing specs of triage's corpus
 * on emulated builders, and keeps what they say beside the specs, for the quick tests.
 */
const wanted = process.argv.slice(2);
const cases = CORPUS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const target = join(import.meta.dirname, '../../../../shared/triage/testing/s390x');
const folder = await mkdtemp(join(tmpdir(), 'portolan-corpus-'));
await using fleet = await startFleet({ folder });
try {
  for (const { case: each, end, failure, logFile, seconds } of await buildCorpus(fleet, cases, folder)) {
    await writeFile(join(target, `${each.name}.log`), await readFile(logFile));
    const right = failure !== null && failure.failureClass === each.class && failure.causal?.text.includes(each.cause) === true;
    process.stdout.write(`${right ? 'ok ' : 'NOT'} ${each.name} (${seconds.toFixed(1)} s): ${end.kind === 'failed' ? end.exitCode : end.kind} ${failure?.failureClass ?? ''}: ${failure?.causal?.text ?? ''}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
