import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { canEmulate } from '#electron/core/doctor/doctor.ts';
import { CORPUS } from '#shared/triage/testing/s390x-corpus.ts';

import { startFleet, type EmulatedFleet } from './fleet.ts';
import { isRootCached } from './root-cache.ts';
import { buildCorpus, type CorpusBuild } from './testing/corpus-builds.ts';

const [lack] = (await canEmulate()).filter(({ id }) => id !== 'mmdebstrap');
const reason = lack !== undefined ? ` [skipped: needs ${lack.what}]` : (await isRootCached()) ? '' : ' [skipped: the root is not cached, run npm run setup]';

const FULL = process.env['PORTOLAN_FULL'] === '1';
/** So much of the corpus has to be right, class and causal line together. */
const SHARE = 0.95;
const CASES = FULL ? CORPUS : CORPUS.filter(({ quick = false }) => quick);

// What the recorded logs of the quick tests say is what builders say: here they say it anew.
describe.skipIf(reason !== '')(`builds that fail on s390x builders${reason}`, () => {
  let folder = '';
  let fleet: EmulatedFleet;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-corpus-'));
    fleet = await startFleet({ names: ['flint', 'granite', 'haematite'], folder });
  });

  afterAll(async () => {
    await fleet.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`get their class and their causal line from triage, ${String(SHARE * 100)} % of ${String(CASES.length)} at least`, { timeout: 900_000 }, async () => {
    const rows = (await buildCorpus(fleet, CASES, folder)).map(rowOf);
    console.table(rows);
    const right = rows.filter((row) => row.right);
    console.info(`class and causal line right: ${String(right.length)} of ${String(rows.length)}`);
    expect(rows).toHaveLength(CASES.length);
    expect(right.length, rows.filter((row) => !row.right).map(({ name, class: got, line }) => `${name}: ${got}: ${line}`).join('\n')).toBeGreaterThanOrEqual(Math.ceil(SHARE * rows.length));
  });
});

function rowOf({ case: each, end, failure, seconds }: CorpusBuild): { name: string; class: string; exit: number | string; line: string; seconds: number; right: boolean } {
  const line = failure?.causal?.text ?? '';
  const right = failure?.failureClass === each.class && line.includes(each.cause) && end.kind === 'failed' && end.exitCode === (each.exit ?? 10);
  return { name: each.name, class: failure?.failureClass ?? end.kind, exit: end.kind === 'failed' ? end.exitCode : end.kind, line: line.trim().slice(0, 90), seconds: Math.round(seconds), right };
}
