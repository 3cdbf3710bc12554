import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

test.skipIf(!have)(`noarch packages of the same version are taken from the reference, with depth 0, and others are built on them [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'pure' }, { name: 'older' }, { name: 'user', requires: ['pure'] }]);
  const reference = join(port.folder, 'reference');
  await mkdir(reference);
  for (const [name, version] of [['pure', '1.0'], ['older', '0.9']] as const) {
    const spec = join(port.folder, `${name}.spec`);
    await writeFile(spec, (await readFile(join(port.folder, 'specs', `${name}.spec`), 'utf8')).replace('Version: 1.0', `Version: ${version}`));
    execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${port.folder}/top`, '--define', `_rpmdir ${reference}`, '--define', 'dist .t1', spec], { stdio: 'ignore' });
  }
  execFileSync('createrepo_c', ['--quiet', reference]);
  const file = join(port.folder, 'portolan.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}reference: [{ location: reference }]\npasses:\n  - { import: noarch }\n`);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 3);
  // Until the repository is prepared, nothing would be published.
  await expect.poll(async () => (await client.call('passes.imports', {})).wanted, { timeout: 60_000 }).toEqual(['older', 'pure', 'user']);
  await client.call('passes.import', {});
  await until(client, ({ pure }) => pure === 'in-repo');
  expect((await client.call('passes.imports', {})).wanted).toEqual(['older', 'user']);

  const pure = await client.call('package.describe', { source: 'pure' });
  expect(pure.why).toBe('In the repository, taken ready-made from the reference.');
  expect(pure.depth).toMatchObject({ depth: 0, pristine: false, path: [{ depth: 0 }] });
  const { names, flags } = await client.call('port.snapshot', {});
  expect(names.filter((_, row) => ((flags[row] ?? 0) & FLAG_BITS.imported) !== 0)).toEqual(['pure']);

  await client.call('build.all', {});
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));
  const user = await client.call('package.describe', { source: 'user' });
  expect(user.depth?.depth).toBe(1);
  const [built] = user.attempts;
  expect(built).toMatchObject({ builder: 'here', state: 'succeeded' });

  // `older` is of another version than the reference's, and `user` is not in it.
  const report = await client.call('parity.report', {});
  expect([report.known, report.compared, report.parity, report.unmet, report.rebuilt]).toEqual([3, 2, [], [], 0]);
  client.close();
  await core.close();
}, 240_000);
