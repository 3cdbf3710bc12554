import { existsSync } from 'node:fs';

import { expect, test } from 'vitest';

import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';
import { haveSshd } from '../ssh/testing/real-sshd.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;

const BROKEN = 'echo "int main(void){return 0;}" > a.c; gcc %{simd_flags} -o a a.c';
const FLAGS = '%{!?simd_flags:%global simd_flags -mno-such-flag}';

test.skipIf(!have)('a cluster is judged, mended and put back with one wish each, and each wish says first what it does [needs sshd, rpmbuild and createrepo_c, as root]', async () => {
  await using port = await smallPort([
    { name: 'one', preamble: FLAGS, build: BROKEN },
    { name: 'two', preamble: FLAGS, build: BROKEN },
    { name: 'other', build: 'exit 3' },
    { name: 'waits', requires: ['one'] },
  ]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 4);
  await client.call('build.all', {});
  await until(client, ({ one, two, other }) => one === 'failed' && two === 'failed' && other === 'failed');

  const clusters = await client.call('failures.clusters', {});
  expect(clusters.map(({ failureClass, failures, holdsUp }) => [failureClass, failures.map(({ source }) => source), holdsUp])).toEqual([
    ['architecture-flags', ['one', 'two'], 1],
    ['unknown', ['other'], 0],
  ]);
  const sources = ['one', 'two'];
  expect(await client.call('failures.suspects', { source: 'one' })).toEqual({ good: null, own: [], suspects: [], total: 0 });

  const verdict = { kind: 'give-verdict', failureClass: 'assembler', note: 'x86 only', owner: 'ada' } as const;
  const previewed = await client.call('bulk.preview', { sources: [...sources, 'waits'], action: verdict });
  expect(previewed).toEqual({ does: sources.map((source) => ({ source, what: 'gets the verdict' })), skips: [{ source: 'waits', why: 'It has not failed, so there is nothing to judge.' }] });
  const judged = await client.call('bulk.run', { sources, action: verdict });
  expect(await client.call('package.describe', { source: 'two' })).toMatchObject({ verdict: { failureClass: 'assembler', stands: true }, owner: 'ada', state: 'failed' });
  expect((await client.call('failures.clusters', {}))[0]).toMatchObject({ failureClass: 'assembler' });
  for (const wish of judged.undo) await client.call('bulk.run', wish);
  expect(await client.call('package.describe', { source: 'two' })).toMatchObject({ verdict: null, owner: null });

  const fix = { kind: 'apply-fix', fix: { change: { kind: 'macro', name: 'simd_flags', value: '%{nil}' }, reason: 'No SSE2 here', debt: false } } as const;
  const { does } = await client.call('bulk.preview', { sources, action: fix });
  expect(does[0]?.what).toBe('gets macro simd_flags = %{nil} and is queued');
  const mended = await client.call('bulk.run', { sources, action: fix });
  expect(mended.does).toEqual(does);
  await until(client, ({ one, two }) => one === 'in-repo' && two === 'in-repo');
  expect((await client.call('failures.list', {})).map(({ source }) => source)).toEqual(['other']);

  const left = await client.call('bulk.run', { sources: ['other'], action: { kind: 'leave-out', reason: 'Nobody needs it' } });
  await until(client, ({ other }) => other === 'left-out');
  for (const wish of left.undo) await client.call('bulk.run', wish);
  await until(client, ({ other }) => other === 'failed');
  client.close();
  await core.close();
}, 180_000);

test.skipIf(!have)('a builder stays in quarantine over a restart until it is released [needs sshd, rpmbuild and createrepo_c, as root]', async () => {
  await using port = await smallPort([{ name: 'one' }]);
  const first = await port.open();
  const client = await clientOf(first);
  await client.call('fleet.setEnabled', { builder: 'here', enabled: false, reason: 'Odd failures' });
  client.close();
  await first.close();
  const second = await port.open();
  const again = await clientOf(second);
  expect((await again.call('fleet.list', {})).map(({ status, quarantine }) => [status, quarantine])).toEqual([['disabled', 'Odd failures']]);
  await again.call('fleet.setEnabled', { builder: 'here', enabled: true });
  expect((await again.call('fleet.list', {}))[0]?.quarantine).toBeNull();
  again.close();
  await second.close();
}, 60_000);
