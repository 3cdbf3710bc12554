import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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
