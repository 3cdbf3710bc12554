import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';
import { conditionWords, passMacros } from './pass-macros.ts';

const TOOLS = ['/usr/bin/rpmspec', '/usr/bin/rpmbuild', '/usr/bin/createrepo_c'];
const have = haveSshd && TOOLS.every((tool) => existsSync(tool)) && process.getuid?.() === 0;

test('the conditions of a pass are asked of specs that know them, and a port fix goes before them', () => {
  const first = { pass: 1, profile: { nocheck: true, debuginfo: false, with: ['bootstrap'], without: ['docs'] } };
  expect(conditionWords(first)).toBe('--with bootstrap, --without docs');
  const knows = '%bcond_with bootstrap\n';
  expect(passMacros(first, [], knows, {})).toEqual({ _with_bootstrap: '--with-bootstrap' });
  expect(passMacros(first, [], 'Name: plain\n', {})).toBeNull();
  expect(passMacros(first, [], 'Name: plain\n', { dist: '.el8%{?_with_bootstrap:~bootstrap}' })).toEqual({ _with_bootstrap: '--with-bootstrap' });
  expect(passMacros(first, [], '%include other\n', {})).toEqual({ _with_bootstrap: '--with-bootstrap', _without_docs: '--without-docs' });
  expect(passMacros(first, [{ kind: 'bcond', name: 'bootstrap', enabled: false }], knows, {})).toBeNull();
  expect(passMacros(first, [{ kind: 'macro', name: 'a', value: '1' }], knows, {})).toEqual({ a: '1', _with_bootstrap: '--with-bootstrap' });
  expect(passMacros({ pass: 3, profile: { nocheck: false, debuginfo: true, with: [], without: [] } }, [], knows, {})).toBeNull();
});

test.skipIf(!have)('what the conditions of a pass take out of a spec is not waited for in it, and is in the next [needs sshd, rpmbuild and createrepo_c, as root]', async () => {
  await using port = await smallPort([
    { name: 'book', preamble: '%bcond_with bootstrap\n%if %{without bootstrap}\nBuildRequires: no-such-doctool\n%endif' },
    { name: 'other' },
  ]);
  const file = join(port.folder, 'portolan.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}passes:\n  - { mode: rolling, with: [bootstrap] }\n  - { mode: frozen }\n`);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, ({ book, other }) => book === 'ready' && other === 'ready');
  const book = await client.call('package.describe', { source: 'book' });
  expect(book.requirements).toEqual([]);
  expect(book.differences).toEqual([{ than: 'pass 1 without --with bootstrap', otherEvr: null, added: [], removed: ['no-such-doctool'] }]);
  expect((await client.call('package.describe', { source: 'other' })).differences).toEqual([]);
  await client.call('build.all', {});
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));

  await client.call('passes.open', { pass: 2 });
  await until(client, (states) => states['book'] === 'unresolvable' && states['other'] === 'ready');
  expect((await client.call('package.describe', { source: 'book' })).differences).toEqual([]);
  await client.call('passes.withdraw', { pass: 2 });
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));
  await core.close();
}, 120_000);
