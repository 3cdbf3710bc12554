import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

test.skipIf(!have)(`the stages of a pass come first and in order, a source twice where it stands twice [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'alone' }, { name: 'binutils' }, { name: 'gcc' }], 4);
  const file = join(port.folder, 'portolan.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}passes:\n  - stages: [{ name: toolchain, builds: [gcc, binutils, absent, gcc] }]\n`);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 3);
  await client.call('build.all', {});
  expect((await client.call('package.describe', { source: 'alone' })).why).toBe('The stage “toolchain” comes first: gcc is next in it (1 of 3).');
  await until(client, (states) => Object.values(states).every((state) => state === 'in-repo'));
  const attempts = (await client.call('attempts.recent', { limit: 10 })).toReversed();
  expect(attempts.map(({ source, number, generation }) => [source, number, generation])).toEqual([['gcc', 1, 0], ['binutils', 1, 1], ['gcc', 2, 2], ['alone', 1, 3]]);
  client.close();
  await core.close();
}, 240_000);
