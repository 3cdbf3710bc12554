import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dataFolder, haveTool, needs } from '#shared/rpm/testing/tools.ts';

import { cloneArguments, cloneInto } from './clone.ts';
import { cloneProblem, gitPlaces, isCloned, keepCloneProblem, type GitPlace } from './places.ts';
import { readTrees } from './read-trees.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-distgit-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Files by path, made below a new folder. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, name, path, '..'), { recursive: true });
    writeFileSync(join(root, name, path), text);
  }
  return join(root, name);
}

const SHA1 = 'a'.repeat(40);
const TREES = {
  'zlib/SPECS/zlib.spec': 'Name: zlib\n',
  'zlib/SOURCES/a.patch': '--- a\n',
  'zlib/.zlib.metadata': `${SHA1} SOURCES/zlib-1.2.11.tar.xz\n${SHA1} SOURCES/../../../../etc/passwd\n`,
  'bash/bash.spec': 'Name: bash\n',
  'bash/sources': `SHA512 (bash-5.tar.gz) = ${'b'.repeat(128)}\n`,
  'notes/README': 'nothing to build\n',
  '.git/HEAD': 'x',
};

describe('a folder of trees', () => {
  it('is read in both layouts; what is no tree, and what leads out of one, is told by name', async () => {
    const { trees, problems } = await readTrees(folder('both', TREES));
    expect(trees.map(({ name, layout, spec, lookaside }) => [name, layout, spec?.text, lookaside.map(({ file, hashType }) => `${hashType} ${file}`)])).toEqual([
      ['bash', 'fedora', 'Name: bash\n', ['sha512 bash-5.tar.gz']],
      ['zlib', 'centos', 'Name: zlib\n', ['sha1 zlib-1.2.11.tar.xz']],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^"notes" is no dist-git tree/), expect.stringContaining('"../../../../etc/passwd"')]);
    expect((await readTrees(join(root, 'both', 'zlib'))).trees.map(({ name }) => name)).toEqual(['zlib']);
    await expect(readTrees(join(root, 'nowhere'))).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('never follows a link', async () => {
    const outside = folder('outside', { 'x.spec': 'Name: outside\n', list: `${SHA1} SOURCES/a\n` });
    const inside = folder('links', { 'x/SOURCES/a': '' });
    mkdirSync(join(inside, 'x', 'SPECS'));
    symlinkSync(join(outside, 'x.spec'), join(inside, 'x', 'SPECS', 'x.spec'));
    symlinkSync(join(outside, 'list'), join(inside, 'x', '.x.metadata'));
    symlinkSync(outside, join(inside, 'y'));
    const { trees } = await readTrees(inside);
    expect(trees.map(({ folder: name, spec, lookaside }) => [name, spec, lookaside])).toEqual([['x', null, []]]);
  });
});

const GIT = haveTool('git');

describe('a repository', () => {
  const git = (where: string, ...args: string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd: where, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  it.skipIf(!GIT)(needs(GIT, 'git', 'is cloned at its branch, and anew when it is read again'), async () => {
    const upstream = folder('upstream/zlib', { 'zlib.spec': 'Name: zlib\n' });
    git(upstream, 'init', '-q', '-b', 'c8');
    git(upstream, 'add', '.');
    git(upstream, 'commit', '-qm', 'one');
    const [place] = gitPlaces({ git: `file://${join(root, 'upstream')}/{name}`, branch: 'c8', packages: ['zlib'] }, join(root, 'cache'));
    if (place === undefined) throw new Error('no place');
    const { signal } = new AbortController();
    expect(await isCloned(place)).toBe(false);
    await cloneInto(place, signal);
    expect((await readTrees(place.folder)).trees.map(({ name, spec }) => [name, spec?.text])).toEqual([['zlib', 'Name: zlib\n']]);
    writeFileSync(join(upstream, 'zlib.spec'), 'Name: zlib\nVersion: 2\n');
    git(upstream, 'commit', '-qam', 'two');
    await cloneInto(place, signal);
    expect(readFileSync(join(place.folder, 'zlib.spec'), 'utf8')).toContain('Version: 2');
    await expect(cloneInto({ ...place, branch: 'c9' }, signal)).rejects.toMatchObject({ problem: { code: 'unreachable', detail: expect.stringContaining('c9') as string } });
    expect(await isCloned(place)).toBe(true);
    const problem = { code: 'unreachable', message: 'No.', detail: 'words' } as const;
    await keepCloneProblem(place, problem);
    expect(await cloneProblem(place)).toEqual(problem);
    await keepCloneProblem(place, null);
    expect(await cloneProblem(place)).toBeNull();
  });

  it('is never an option of git', () => {
    const place: GitPlace = { address: '--upload-pack=id', branch: 'c8', name: 'x', folder: '/x' };
    const args = cloneArguments(place, '/x.new');
    expect(args.indexOf('--')).toBeLessThan(args.indexOf('--upload-pack=id'));
    expect(args).toContain('protocol.allow=never');
  });
});

const DATA = dataFolder('el8-distgit');
const READY = DATA.there && haveTool('tar');

describe('the trees of a distribution', () => {
  it.skipIf(!READY)(needs(READY, 'tar and el8-distgit in PORTOLAN_DATA', 'are all read: 90, of which one has no spec'), async () => {
    const where = join(root, 'el8');
    mkdirSync(where);
    execFileSync('tar', ['-x', '-C', where, '--wildcards', '*/rpms/*'], { input: zlib.zstdDecompressSync(readFileSync(join(DATA.path, 'el8-distgit.tar.zst'))) });
    const { trees, problems } = await readTrees(join(where, 'el8', 'rpms'));
    expect(trees).toHaveLength(90);
    expect(trees.filter(({ spec }) => spec !== null)).toHaveLength(89);
    expect(problems.map(({ message }) => message)).toEqual(['kernel has no spec file, so there is nothing to build it from.']);
    expect(trees.flatMap(({ lookaside }) => lookaside)).toHaveLength(131);
    expect(trees.find(({ folder: name }) => name === 'httpd@stream-2.4')).toMatchObject({ name: 'httpd', layout: 'centos', spec: { file: 'httpd.spec' } });
  });
});
