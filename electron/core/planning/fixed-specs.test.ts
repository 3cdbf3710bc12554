import { existsSync } from 'node:fs';

import { expect, test } from 'vitest';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';
import { fixMacros } from './fix-macros.ts';

const have = haveSshd && existsSync('/usr/bin/rpmspec') && process.getuid?.() === 0;

test('only what a spec can see of port fixes becomes macros, the later of two', () => {
  expect(fixMacros([{ kind: 'nocheck' }, { kind: 'timeout', minutes: 5 }])).toBeNull();
  expect(fixMacros([{ kind: 'bcond', name: 'docs', enabled: false }, { kind: 'bcond', name: 'x-y', enabled: true }, { kind: 'macro', name: '_lto', value: '' }])).toEqual({ _lto: '', _without_docs: '--without-docs' });
  expect(fixMacros([{ kind: 'macro', name: 'a', value: '1' }, { kind: 'macro', name: 'a', value: '2' }])).toEqual({ a: '2' });
});

test.skipIf(!have)('what a port fix takes out of a spec is not waited for, and comes back with it [needs sshd and rpmspec, as root]', async () => {
  await using port = await smallPort([
    { name: 'book', preamble: '%bcond_without docs\n%if %{with docs}\nBuildRequires: no-such-doctool\n%else\nBuildRequires: bash\n%endif' },
    { name: 'other' },
  ]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, ({ book }) => book === 'unresolvable');
  const fix = { change: { kind: 'bcond', name: 'docs', enabled: false }, reason: 'There is no doctool.', debt: true } as const;
  await client.call('package.applyFix', { source: 'book', fix });
  await until(client, ({ book }) => book === 'ready');
  expect((await client.call('package.describe', { source: 'book' })).requirements.map(({ capability }) => capability)).toEqual(['bash']);
  await client.call('package.removeFix', { source: 'book', change: fix.change });
  await until(client, ({ book }) => book === 'unresolvable');
  await core.close();
}, 60_000);
