import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isForArch } from '#shared/plan/for-arch.ts';
import { formatEvr } from '#shared/rpm/evr.ts';
import { parseSpecQuery, type SpecSource } from '#shared/rpm/spec-query.ts';
import { targetDifferences } from '#shared/rpm/target-differences.ts';
import { dataFolder, haveTool } from '#shared/rpm/testing/tools.ts';

import type { DistGitTree } from '../distgit/read-tree.ts';
import { readTrees } from '../distgit/read-trees.ts';
import { queryArguments, specArguments, type Circumstances } from '../jobs/spec-arguments.ts';
import { SPEC_QUERIES } from './spec-evaluator.ts';

const run = promisify(execFile);
const DATA = dataFolder('el8-distgit');
const READY = DATA.there && haveTool('rpmspec') && haveTool('tar');

const RHEL = [{ name: 'rhel', value: '8' }, { name: 'dist', value: '.el8' }];
const FEDORA = [{ name: 'fedora', value: '28' }, { name: 'dist', value: '.el8' }];

// Found by `rpmspec -q --srpm --buildrequires`, sort -u and cmp, with rpm 4.18.
const BY_ARCH = ['curl', 'gcc', 'gdb', 'git', 'grub2', 'java-1.8.0-openjdk', 'krb5', 'libvirt@stream-rhel', 'mesa', 'opencryptoki', 'qemu-kvm@stream-rhel', 'rust@stream-rhel8', 'systemd'];
const BY_MACROS = ['autoconf', 'automake', 'cmake', 'dracut', 'file', 'gcc', 'git', 'gnutls', 'libdnf', 'libsolv', 'libvirt@stream-rhel', 'libxml2', 'llvm@stream-rhel8', 'php@stream-8.0', 'rpm', 'rust@stream-rhel8', 'valgrind'];
const NOT_FOR_S390X = ['grub2', 'seabios@stream-rhel'];
const NAMED = new Set([...BY_ARCH, ...BY_MACROS, ...NOT_FOR_S390X, 'nodejs@stream-18', 'zlib']);
/** Of the trees in which nothing is to be found, one in so many is evaluated: all of them in full runs. */
const SAMPLE = process.env['PORTOLAN_FULL'] === '1' ? 1 : 6;

// Specs of these data only, which are known; everywhere else a builder evaluates them.
describe.skipIf(!READY)('the specs of EL 8 [needs rpmspec, tar and el8-distgit in PORTOLAN_DATA]', { timeout: 240_000 }, () => {
  let root: string;
  let trees: readonly DistGitTree[];
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'portolan-el8-'));
    execFileSync('tar', ['-x', '-C', root, '--wildcards', '*/rpms/*'], { input: zlib.zstdDecompressSync(readFileSync(join(DATA.path, 'el8-distgit.tar.zst'))) });
    const whole = (await readTrees(join(root, 'el8', 'rpms'))).trees.filter(({ spec }) => spec !== null);
    expect(whole.length).toBe(89);
    trees = whole.filter(({ folder }, place) => NAMED.has(folder) || place % SAMPLE === 0);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** What a builder would be told, told to the rpmspec of this machine. */
  async function evaluate({ spec, sourceFolder, folder }: DistGitTree, how: Circumstances): Promise<SpecSource> {
    const { stdout } = await run('rpmspec', [...queryArguments(SPEC_QUERIES[0], how), ...specArguments(spec?.path ?? '', sourceFolder)], { maxBuffer: 1 << 26 });
    const parsed = parseSpecQuery(folder, stdout, '');
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value.source;
  }

  async function evaluateAll(how: Circumstances): Promise<Map<string, SpecSource>> {
    const all = new Map<string, SpecSource>();
    for (let begin = 0; begin < trees.length; begin += 4) {
      for (const [folder, source] of await Promise.all(trees.slice(begin, begin + 4).map(async (tree) => [tree.folder, await evaluate(tree, how)] as const))) all.set(folder, source);
    }
    return all;
  }

  it('are told apart by architecture and by macros; each has the identity that the target’s macros give it', async () => {
    const target = await evaluateAll({ target: 's390x', macros: RHEL });
    expect(target.size).toBe(trees.length);
    const others = async (how: Circumstances): Promise<string[]> => {
      const other = await evaluateAll(how);
      return [...target].flatMap(([folder, source]) => {
        const there = other.get(folder);
        return there !== undefined && targetDifferences(source, there, 'elsewhere') !== null ? [folder] : [];
      });
    };
    expect(await others({ target: 'x86_64', macros: RHEL })).toEqual(BY_ARCH);
    expect(await others({ target: 's390x', macros: FEDORA })).toEqual(BY_MACROS);

    expect([...target].filter(([, source]) => !isForArch(source, 's390x')).map(([folder]) => folder)).toEqual(NOT_FOR_S390X);
    // Its macro is in a package that this machine lacks; that keeps nothing out.
    expect(target.get('nodejs@stream-18')?.exclusiveArch).toEqual(['%{nodejs_arches}']);
    expect(targetDifferences(target.get('zlib') ?? fail(), target.get('zlib') ?? fail(), 'itself')).toBeNull();
    expect(formatEvr(target.get('zlib')?.evr ?? fail())).toBe('1.2.11-25.el8');
    expect([...target.values()].filter(({ arch }) => arch !== 's390x' && arch !== 'noarch').map(({ name }) => name)).toEqual([]);
  });
});

function fail(): never {
  throw new Error('It is not among the specs.');
}
