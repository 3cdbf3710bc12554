import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { smallPort, specOf } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;

const TARBALL = Buffer.from('what upstream released\n');
const digest = (type: string): string => createHash(type).update(TARBALL).digest('hex');

/** What a build of a tree must find: its own small file, its own macro, and the tarball. */
function specWith(name: string, requires: readonly string[]): string {
  return specOf({ name, requires, preamble: `Source0: https://upstream.example/${name}-1.tar\nSource1: note`, build: `grep -q 'what upstream released' %{SOURCE0}; test "$(cat %{SOURCE1})" = ${name}` });
}

test.skipIf(!have)('dist-git trees are read, evaluated, fetched from a look-aside cache and built; what is no tree is told [needs sshd, rpmbuild and createrepo_c, as root]', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === `/second/${digest('sha1')}` || request.url === `/second/${digest('sha512')}`) response.end(TARBALL);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await using port = await smallPort([]);
    const files: Readonly<Record<string, string>> = {
      'base/SPECS/base.spec': specWith('base', []).replace('License:', '%{?elsewhere:BuildRequires: gcc}\nLicense:'),
      'base/SOURCES/note': 'base\n',
      'base/.base.metadata': `${digest('sha1')} SOURCES/base-1.tar\n${'0'.repeat(40)} SOURCES/../../escape\n`,
      'next/next.spec': specWith('next', ['base']),
      'next/note': 'next\n',
      'next/sources': `SHA512 (next-1.tar) = ${digest('sha512')}\n`,
      'kernel/.kernel.metadata': '',
      'kernel/SOURCES/config': 'CONFIG=y\n',
      'notes/README': 'no tree\n',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(port.folder, 'trees', path)), { recursive: true });
      await writeFile(join(port.folder, 'trees', path), text);
    }
    const yaml = join(port.folder, 'portolan.yaml');
    const lookaside = ['first/{name}/{branch}/{hash}', 'second/{hash}'].map((path) => `"http://127.0.0.1:${address.port}/${path}"`).join(', ');
    await writeFile(yaml, (await readFile(yaml, 'utf8')).replace('dist: .t1 }', 'dist: .t1, compare: { macros: { elsewhere: 1 } } }').replace('[{ kind: specs, folder: specs }]', `[{ kind: dist-git, folder: trees, branch: c8 }]\nlookaside: [${lookaside}]`));

    const core = await port.open();
    const client = await clientOf(core);
    const states = await until(client, (seen) => Object.keys(seen).length === 3);
    expect(states).toMatchObject({ kernel: 'broken-source', base: 'ready', next: 'blocked' });
    const { sources } = await client.call('project.describe', {});
    expect(sources[0]).toMatchObject({ kind: 'dist-git', location: 'trees', found: { trees: 3, specs: 2, evaluated: 2, uncloned: 0 } });
    expect(sources[0]?.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Line 2 of base\/\.base\.metadata names "\.\.\/\.\.\/escape"/),
      'kernel has no spec file, so there is nothing to build it from.',
      expect.stringMatching(/^"notes" is no dist-git tree/),
    ]);
    expect((await client.call('package.describe', { source: 'kernel' })).why).toContain('kernel has no spec file');

    expect(await client.call('plan.differences', {})).toEqual([{ source: 'base', than: '%elsewhere 1', otherEvr: '1.0-1', added: [], removed: ['gcc'] }]);
    expect((await client.call('package.describe', { source: 'base' })).differences).toHaveLength(1);

    await client.call('build.all', {});
    await until(client, ({ next }) => next === 'in-repo');
    expect(asked).toEqual([`/first/base/c8/${digest('sha1')}`, `/second/${digest('sha1')}`, `/first/next/c8/${digest('sha512')}`, `/second/${digest('sha512')}`]);
    client.close();
    await core.close();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}, 240_000);
