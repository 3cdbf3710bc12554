import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

test.skipIf(!have)(`a second pass is opened, builds everything in one generation, and what fails in it keeps the build of the first [needs ${LACK}]`, async () => {
  await using port = await smallPort([
    { name: 'base' },
    { name: 'next', requires: ['base'] },
    { name: 'careful', requires: ['base'], preamble: '%bcond_with second', build: '%{?with_second:echo "error: not twice"; exit 1}' },
  ]);
  const file = join(port.folder, 'portolan.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}passes:\n  - { mode: rolling, nocheck: true }\n  - { mode: frozen, with: [second] }\n`);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 3);
  expect((await client.call('passes.preview', {})).next?.refusal).toContain('Nothing of pass 1');
  await expect(client.call('passes.open', { pass: 2 })).rejects.toThrow(/Nothing of pass 1/);
  await client.call('build.all', {});
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));

  const { next } = await client.call('passes.preview', {});
  expect(next).toMatchObject({ pass: 2, mode: 'frozen', inherit: true, toBuild: 3, refusal: null });
  await expect(client.call('passes.open', { pass: 3 })).rejects.toThrow(/pass 2 is the one that follows/);
  // A pass that nothing was done in can be taken back, and everything is where it was.
  await client.call('passes.open', { pass: 2 });
  await until(client, (states) => Object.values(states).every((state) => state === 'ready'));
  expect((await client.call('passes.preview', {})).withdrawable).toBe(2);
  await client.call('passes.withdraw', { pass: 2 });
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));
  await expect(client.call('passes.withdraw', { pass: 1 })).rejects.toThrow(/opened by nobody/);
  await client.call('passes.open', { pass: 2 });
  const ready = await until(client, (states) => Object.values(states).every((state) => state === 'ready'));
  expect(ready).toEqual({ base: 'ready', next: 'ready', careful: 'ready' });
  expect((await client.call('port.snapshot', {})).summary.pass).toEqual({ number: 2, of: 2, mode: 'frozen' });
  await client.call('build.all', {});
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));

  const careful = await client.call('package.describe', { source: 'careful' });
  expect(careful.why).toContain('as the pass before built it');
  expect(careful.attempts[0]).toMatchObject({ pass: 2, state: 'failed', generation: next?.generation });
  expect(careful.depth?.path[0]?.build).toMatchObject({ source: 'careful', pass: 1 });
  const { names, flags } = await client.call('port.snapshot', {});
  expect(names.filter((_, row) => ((flags[row] ?? 0) & FLAG_BITS.inherited) !== 0)).toEqual(['careful']);
  expect((await client.call('failures.list', {})).map(({ source }) => source)).toEqual(['careful']);
  const [again] = (await client.call('package.describe', { source: 'next' })).attempts;
  expect(again).toMatchObject({ pass: 2, number: 2, generation: next?.generation });

  // What was rebuilt came out the same; the inherited one was not rebuilt.
  expect(await client.call('parity.report', {})).toMatchObject({ pass: 2, hasReference: false, known: 3, compared: 0, unmet: [], conflicts: [], uncompared: 0, rebuilt: 2, differing: [] });
  expect((await client.call('parity.report', {})).stamp).toBe((await client.call('parity.stamp', {})).stamp);

  // A port fix that came after the build: what is there is no longer what would be built.
  const flagged = (flag: keyof typeof FLAG_BITS) => async (): Promise<readonly string[]> => {
    const now = await client.call('port.snapshot', {});
    return now.names.filter((_, row) => ((now.flags[row] ?? 0) & FLAG_BITS[flag]) !== 0);
  };
  expect([await flagged('fixed')(), await flagged('stale')()]).toEqual([[], []]);
  await client.call('package.applyFix', { source: 'base', fix: { change: { kind: 'nocheck' }, reason: 'To see', debt: false } });
  await expect.poll(flagged('fixed')).toEqual(['base']);
  expect(await flagged('stale')()).toEqual(['base']);

  // The root of these builders is foreign ground, and says so.
  const report = await client.call('depth.list', {});
  expect(report.counts).toEqual([0, 3]);
  expect(report.rows[0]?.path[1]?.nevra).toContain('portolan-root-provides');
  expect((await client.call('passes.preview', {})).next).toBeNull();
  client.close();
  await core.close();

  // What was opened stays so.
  const second = await port.open();
  const window = await clientOf(second);
  expect((await until(window, ({ careful: state }) => state !== undefined)).careful).toBe('in-repo');
  expect((await window.call('port.snapshot', {})).summary.pass.number).toBe(2);
  window.close();
  await second.close();
}, 240_000);
