import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Client } from '#shared/contract/client.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

/** Follows the port until a package is as wanted. */
async function detailWhen(client: Client, source: string, wanted: (detail: PackageDetail) => boolean): Promise<PackageDetail> {
  const changes = client.open('port.changes', { after: 0 });
  for await (const _delta of changes) {
    const detail = await client.call('package.describe', { source });
    if (!wanted(detail)) continue;
    changes.cancel();
    return detail;
  }
  throw new Error('The port stopped telling.');
}

const scratchOf = ({ attempts }: PackageDetail): AttemptRow | undefined => attempts.find(({ scratch }) => scratch);

test.skipIf(!have)(`a fix that must go again is tried to do without, in a scratch build that changes nothing [needs ${LACK}]`, async () => {
  await using port = await smallPort([
    { name: 'base', preamble: '%{!?careful:%global careful 0}', build: 'test %{careful} = 1 || { echo "error: nobody is careful"; exit 1; }' },
    { name: 'next', requires: ['base'] },
  ]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 2);
  const fix = { change: { kind: 'macro', name: 'careful', value: '1' }, reason: 'Nobody is, here', owner: 'ada', debt: true } as const;
  await client.call('package.applyFix', { source: 'base', fix });
  await client.call('build.all', {});
  await until(client, ({ next }) => next === 'in-repo');

  const [debt] = await client.call('debt.list', {});
  expect(debt).toMatchObject({ source: 'base', words: 'macro careful = 1', ageDays: 0, trial: { kind: 'never' }, carried: true, onTop: { count: 1, names: ['next'] } });
  expect(debt?.fix).toMatchObject({ owner: 'ada', since: new Date().toISOString().slice(0, 10) });

  const { words } = await client.call('build.scratch', { source: 'base', without: fix.change });
  expect(words).toBe('without macro careful = 1');
  const tried = await detailWhen(client, 'base', (detail) => isEnded(scratchOf(detail)?.state ?? 'created'));
  expect(tried).toMatchObject({ state: 'in-repo', provisional: true });
  expect(scratchOf(tried)).toMatchObject({ state: 'failed', purpose: { words, until: null }, fixes: [] });
  expect((await client.call('debt.list', {}))[0]?.trial.kind).toBe('failed');
  client.close();
  await core.close();

  // What was tried is known after a restart, and what succeeds lands as little as what fails.
  const again = await port.open();
  const second = await clientOf(again);
  await until(second, ({ base }) => base === 'in-repo');
  expect(scratchOf(await second.call('package.describe', { source: 'base' }))?.purpose?.words).toBe(words);
  const before = await readdir(join(port.folder, 'builder', 'repository'));
  await second.call('build.scratch', { source: 'next', fixes: [{ change: { kind: 'nocheck' }, reason: 'tried', debt: true }] });
  const landed = await detailWhen(second, 'next', (detail) => scratchOf(detail)?.state === 'succeeded');
  expect(landed.attempts.filter(({ scratch }) => !scratch)).toHaveLength(1);
  expect(landed.provisional).toBe(false);
  expect(await readdir(join(port.folder, 'builder', 'repository'))).toEqual(before);
  await expect(second.call('build.scratch', { source: 'next', without: { kind: 'nocheck' } })).rejects.toThrow(/has no port fix/);
  second.close();
  await again.close();
}, 240_000);

const PATCH = '--- a/note\n+++ b/note\n@@ -1 +1 @@\n-little\n+big\n';

test.skipIf(!have)(`a patch is checked, applied, pinned and taken away, and one that was changed behind the port's back is refused [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'noted', build: 'true' }]);
  const spec = join(port.folder, 'specs', 'noted.spec');
  await writeFile(spec, (await readFile(spec, 'utf8')).replace('%prep\n', '%prep\necho little >note\n').replace('%build\ntrue', '%build\ntest "$(cat note)" = big'));
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => 'noted' in states);

  await expect(client.call('package.addPatch', { source: 'noted', name: 'x', text: PATCH.replaceAll('/note', '/../../note'), strip: 1 })).rejects.toThrow(/leads out/);
  const stale = await client.call('package.addPatch', { source: 'noted', name: 'Stale one.diff', text: PATCH.replace('-little', '-middle').replace('+big', '+huge'), strip: 1 });
  expect(stale).toMatchObject({ change: { file: 'patches/noted/Stale-one.patch' }, files: ['note'], hunks: 1 });
  const asFix = (change: typeof stale.change) => ({ change, reason: 'The order of bytes', debt: true });
  await client.call('build.scratch', { source: 'noted', fixes: [asFix(stale.change)], until: 'prep' });
  const refused = await detailWhen(client, 'noted', (detail) => isEnded(scratchOf(detail)?.state ?? 'created'));
  expect(refused.state).toBe('ready');
  expect(scratchOf(refused)).toMatchObject({ state: 'failed', failureClass: 'source', causal: { text: expect.stringContaining('FAILED') as string } });
  expect(existsSync(join(port.folder, 'patches'))).toBe(false);

  const good = await client.call('package.addPatch', { source: 'noted', name: '0001-big.patch', text: PATCH, strip: 1 });
  const preview = await client.call('package.previewFix', { source: 'noted', fixes: [asFix(good.change)] });
  expect(preview.warnings).toEqual([]);
  expect(preview.lines.filter(({ sign }) => sign === '+').map(({ text }) => text)).toEqual(['# at the end of %prep:', expect.stringContaining('patch -p1 --fuzz=0 <patches/noted/0001-big.patch')]);
  await client.call('package.applyFix', { source: 'noted', fix: asFix(good.change) });
  const file = join(port.folder, good.change.file);
  expect(await readFile(file, 'utf8')).toBe(PATCH);

  await writeFile(file, PATCH.replace('+big', '+BIG'));
  await client.call('build.packages', { sources: ['noted'], dependents: false });
  const changed = await detailWhen(client, 'noted', ({ state }) => state === 'failed');
  expect(changed.why).toContain('is not the patch that portolan.yaml pins any more');
  await writeFile(file, PATCH);
  await client.call('build.packages', { sources: ['noted'], dependents: false });
  await detailWhen(client, 'noted', ({ state, provisional }) => state === 'in-repo' && provisional);

  // A better patch of the same name takes its place; what somebody else put there does not go.
  const better = await client.call('package.addPatch', { source: 'noted', name: '0001-big.patch', text: `Better.\n${PATCH}`, strip: 1 });
  await client.call('package.applyFix', { source: 'noted', fix: asFix(better.change) });
  expect(await readFile(file, 'utf8')).toBe(`Better.\n${PATCH}`);
  await client.call('package.applyFix', { source: 'noted', fix: asFix(good.change) });
  await writeFile(file, 'A note of my own');
  await expect(client.call('package.applyFix', { source: 'noted', fix: asFix(better.change) })).rejects.toThrow(/There is another/);
  await writeFile(file, PATCH);

  await client.call('package.removeFix', { source: 'noted', change: good.change });
  expect(existsSync(file)).toBe(false);
  await client.call('package.applyFix', { source: 'noted', fix: asFix(good.change) });
  expect(await readFile(file, 'utf8')).toBe(PATCH);
  client.close();
  await core.close();
}, 240_000);

test.skipIf(!have)(`a package whose fix asks for a builder that the fleet has not waits, and says so [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'picky' }, { name: 'plain' }]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 2);
  await client.call('package.applyFix', { source: 'picky', fix: { change: { kind: 'builder', machine: '8561', memory: 4096 }, reason: 'It needs room', debt: false } });
  await client.call('build.all', {});
  await until(client, ({ plain }) => plain === 'in-repo');
  const { state, why, fixes } = await client.call('package.describe', { source: 'picky' });
  expect([state, why]).toEqual(['queued', 'No builder of the fleet is what its port fix asks for: machine type 8561, 4096 GiB of memory. Add one, or change the fix.']);
  expect(await client.call('debt.list', {})).toEqual([]);
  await client.call('package.removeFix', { source: 'picky', change: fixes[0]?.change ?? { kind: 'nocheck' } });
  await until(client, ({ picky }) => picky === 'in-repo');
  client.close();
  await core.close();
}, 240_000);
