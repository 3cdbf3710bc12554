import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Client } from '#shared/contract/client.ts';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort, type SmallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

/** The library comes with a new version, which offers another thing than the old one. */
async function bump(port: SmallPort, client: Client, from: number): Promise<void> {
  const spec = join(port.folder, 'specs', 'libfoo.spec');
  const text = await readFile(spec, 'utf8');
  await writeFile(spec, text.replace(`foo-abi = ${from}`, `foo-abi = ${from + 1}`).replace(`Version: ${from}.0`, `Version: ${from + 1}.0`));
  await client.call('ingest.start', {});
  await expect.poll(async () => (await client.call('package.describe', { source: 'libfoo' })).evr, { timeout: 60_000 }).toContain(`${from + 1}.0`);
}

async function newest(port: SmallPort): Promise<string[]> {
  const repository = join(port.folder, 'builder', 'repository');
  const generations = (await readdir(repository)).filter((name) => /^g\d+$/.test(name)).sort();
  return (await readdir(join(repository, generations.at(-1) ?? ''))).filter((name) => name.endsWith('.rpm')).sort();
}

test.skipIf(!have)(`a library that would break who needs it is held until a person lets it go, beside the old one or not [needs ${LACK}]`, async () => {
  await using port = await smallPort([
    { name: 'libfoo', preamble: 'Provides: foo-abi = 1' },
    { name: 'app', requires: ['libfoo'], preamble: 'Requires: foo-abi = 1' },
  ]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 2);
  await client.call('build.all', {});
  await until(client, ({ app }) => app === 'in-repo');

  await bump(port, client, 1);
  await client.call('build.packages', { sources: ['libfoo'], dependents: false });
  // What has landed goes on unblocking while its successor is held.
  const detail = async () => client.call('package.describe', { source: 'libfoo' });
  await expect.poll(async () => (await detail()).held?.total ?? null, { timeout: 60_000 }).toBe(1);
  expect((await detail()).held).toEqual({ breaks: [{ who: 'app-1.0-1.t1.noarch', dependency: 'foo-abi = 1', servedBy: 'libfoo-1.0-1.t1.noarch' }], total: 1, canKeepOld: true });
  expect((await detail()).why).toContain('Publishing it would break app-1.0-1.t1.noarch');
  expect(await newest(port)).toEqual(['app-1.0-1.t1.noarch.rpm', 'libfoo-1.0-1.t1.noarch.rpm']);
  await expect(client.call('build.release', { source: 'app', keepOld: false })).rejects.toThrow(/not held/);

  await client.call('build.release', { source: 'libfoo', keepOld: true });
  await expect.poll(() => newest(port), { timeout: 60_000 }).toEqual(['app-1.0-1.t1.noarch.rpm', 'libfoo-1.0-1.t1.noarch.rpm', 'libfoo-2.0-1.t1.noarch.rpm']);
  await expect.poll(async () => (await detail()).held).toBeNull();

  // The next one takes the place of both; who needs the first is told of again, and a person publishes it anyway.
  await bump(port, client, 2);
  await client.call('build.packages', { sources: ['libfoo'], dependents: false });
  await expect.poll(async () => (await detail()).held?.total ?? null, { timeout: 60_000 }).toBe(1);
  await client.call('build.release', { source: 'libfoo', keepOld: false });
  await expect.poll(() => newest(port), { timeout: 60_000 }).toEqual(['app-1.0-1.t1.noarch.rpm', 'libfoo-3.0-1.t1.noarch.rpm']);
  client.close();
  await core.close();
}, 240_000);

/** A foreign base with a library that has one part more than the port's own. */
async function foreignBase(port: SmallPort): Promise<void> {
  const place = join(port.folder, 'foreign');
  await mkdir(place);
  const part = (name: string): string => `%package ${name}\nSummary: x\n%description ${name}\nx\n%files ${name}\n`;
  await writeFile(join(place, 'lib.spec'), `Name: lib\nVersion: 9\nRelease: 1\nSummary: x\nLicense: MIT\nBuildArch: noarch\n%description\nx\n%files\n${part('devel')}${part('static')}`);
  execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${place}/top`, '--define', `_rpmdir ${place}/repository`, join(place, 'lib.spec')], { stdio: 'ignore' });
  execFileSync('createrepo_c', ['-q', join(place, 'repository')], { stdio: 'ignore' });
  const file = join(port.folder, 'portolan.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('foreignBases: [', 'foreignBases: [{ kind: repository, name: old, location: foreign/repository }, '));
}

test.skipIf(!have)(`a first build hides the foreign ones of its source, and is held where somebody needs what only they have; so is what cannot stand beside what is there [needs ${LACK}]`, async () => {
  await using port = await smallPort([
    { name: 'lib' },
    { name: 'likes', requires: ['lib-static'] },
    { name: 'one' },
    { name: 'two' },
    { name: 'both', preamble: 'Requires: one\nRequires: two' },
  ]);
  await foreignBase(port);
  // The second has the first one's file, and something else in it.
  const spec = join(port.folder, 'specs', 'two.spec');
  await writeFile(spec, (await readFile(spec, 'utf8')).replaceAll('/usr/share/small/two', '/usr/share/small/one'));
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 5);
  const detail = async (source: string) => client.call('package.describe', { source });
  await client.call('build.packages', { sources: ['lib'], dependents: false });
  await expect.poll(async () => (await detail('lib')).held?.total ?? null, { timeout: 60_000 }).toBe(1);
  expect((await detail('lib')).held?.breaks).toEqual([{ who: 'likes', dependency: 'lib-static', servedBy: 'lib-static-9-1.noarch', note: 'of a foreign base, which is hidden once lib has a build of its own' }]);
  await client.call('build.release', { source: 'lib', keepOld: false });
  await until(client, ({ lib }) => lib === 'in-repo');

  await client.call('build.packages', { sources: ['one', 'both'], dependents: false });
  await until(client, ({ one, both }) => one === 'in-repo' && both === 'in-repo');
  await client.call('build.packages', { sources: ['two'], dependents: false });
  await expect.poll(async () => (await detail('two')).held?.breaks ?? null, { timeout: 60_000 }).toEqual([
    { who: 'both-1.0-1.t1.noarch', dependency: 'both have /usr/share/small/one, and not the same', servedBy: 'one-1.0-1.t1.noarch', clash: 'two-1.0-1.t1.noarch' },
  ]);
  // Nobody has to wait for a person to see what clashes once it is published all the same.
  const release = async (): Promise<void> => {
    await client.call('build.release', { source: 'two', keepOld: false });
    await until(client, ({ two }) => two === 'in-repo');
    expect((await client.call('parity.report', {})).conflicts).toEqual([
      { one: { source: 'one', nevra: 'one-1.0-1.t1.noarch' }, other: { source: 'two', nevra: 'two-1.0-1.t1.noarch' }, files: [{ path: '/usr/share/small/one', differs: 'content' }], total: 1 },
    ]);
  };
  expect((await detail('two')).why).toContain('which needs both two-1.0-1.t1.noarch and one-1.0-1.t1.noarch, but both have /usr/share/small/one, and not the same');
  await release();
  client.close();
  await core.close();
}, 240_000);
