import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fileMarksOf, type FileMark } from '../rpm/file-mark.ts';
import { packageOfHeader } from '../rpm/header/binary-header.ts';
import { parseRpmHeader } from '../rpm/header/rpm-header.ts';
import { formatNevra } from '../rpm/nevra.ts';
import { haveTool, needs } from '../rpm/testing/tools.ts';
import { fileConflicts, fileConflictsInPieces, type PackageWithFiles } from './file-conflicts.ts';
import { PathKeys, pathKey } from './path-key.ts';
import { binary, dependency } from './testing/small-universe.ts';

const FILE: FileMark = { mode: 0o100644, owner: 'root:root', content: '8:aa', colour: 0, ghost: false };
const folder: FileMark = { ...FILE, mode: 0o040755, content: '' };
const having = (name: string, files: Readonly<Record<string, FileMark>>, words: Parameters<typeof binary>[1] = {}): PackageWithFiles => ({ source: name, binary: binary(name, words), files: Object.keys(files), marks: Object.values(files) });
const said = (...packages: PackageWithFiles[]): string[] => fileConflicts(packages).map(({ one, other, paths }) => `${one.source} ${other.source} ${paths.map(({ path, differs }) => `${path} ${differs}`).join(' ')}`);

test('two packages clash where they have one path with different things in it', () => {
  const one = having('a', { '/x': FILE, '/d': folder });
  expect(said(one, having('b', { '/x': FILE, '/d': folder }))).toEqual([]);
  expect(said(having('b', { '/x': { ...FILE, content: '8:bb' }, '/d': { ...folder, mode: 0o040700 } }), one)).toEqual(['a b /d permissions /x content']);
  expect(said(one, having('b', { '/x': { ...FILE, mode: 0o100755 }, '/d': { ...folder, owner: 'bin:bin' } }))).toEqual(['a b /d owner /x permissions']);
  expect(said(one, having('b', { '/d': FILE }))).toEqual(['a b /d kind']);
  expect(said(one, having('b', { '/x': { ...FILE, content: '8:bb', ghost: true } }))).toEqual([]);
  const elf = (colour: number): PackageWithFiles => having(`c${colour}`, { '/x': { ...FILE, content: `8:${colour}`, colour } });
  expect(said(elf(1), elf(2))).toEqual([]);
  expect(said(one, elf(2))).toHaveLength(1);
});

test('packages that are never installed together have no conflict over files', () => {
  const one = having('a', { '/x': FILE });
  const other = (name: string, words: Parameters<typeof binary>[1]): PackageWithFiles => having(name, { '/x': { ...FILE, content: '8:bb' } }, words);
  expect(said(one, other('a', { version: '2' }))).toEqual([]);
  expect(said(one, other('b', { conflicts: ['a'] }))).toEqual([]);
  expect(said(one, other('b', { conflicts: ['a > 1-1'] }))).toHaveLength(1);
  expect(said(one, other('b', { obsoletes: ['a < 2'] }))).toEqual([]);
  expect(said({ ...one, binary: { ...one.binary, conflicts: [dependency('b')] } }, other('b', {}))).toEqual([]);
});

test('others may go on in between, every hundred files or so', () => {
  const many = (name: string, mark: FileMark): PackageWithFiles => having(name, Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`/usr/share/${index}`, mark])));
  const pieces = fileConflictsInPieces([many('a', FILE), many('b', { ...FILE, content: '8:bb' })]);
  const rests = [...pieces].length;
  expect(rests).toBeGreaterThan(10);
  expect(said(many('a', FILE), many('b', { ...FILE, content: '8:bb' }))).toHaveLength(1);
});

test('a path has one number, and only what came twice is repeated', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 6 })), (paths) => {
      const keys = new PathKeys();
      for (const path of paths) keys.add(pathKey(path));
      const twice = new Set(paths.filter((path, place) => paths.indexOf(path) !== place).map(pathKey));
      expect(keys.repeated()).toEqual(twice);
    }),
  );
  const many = new Set(Array.from({ length: 200_000 }, (_, index) => pathKey(`/usr/share/doc/package-${index}/README`)));
  expect(many.size).toBe(200_000);
});

const there = haveTool('rpmbuild') && haveTool('rpm');
/** Each of a package's paths, as its %install and %files make it. */
const THINGS: Readonly<Record<string, readonly [make: string, list: string]>> = {
  same: ['echo same >', '%attr(0644,root,root)'],
  other: ['echo other >', '%attr(0644,root,root)'],
  program: ['echo same >', '%attr(0755,root,root)'],
  theirs: ['echo same >', '%attr(0644,bin,bin)'],
  ghost: ['echo other >', '%ghost %attr(0644,root,root)'],
  link: ['ln -s same', ''],
  elsewhere: ['ln -s other', ''],
  folder: ['mkdir -p', '%dir %attr(0755,root,root)'],
  closed: ['mkdir -p', '%dir %attr(0700,root,root)'],
};

test.skipIf(!there)(needs(there, 'rpmbuild and rpm', 'what conflicts is what rpm refuses to install together, path by path'), { timeout: 240_000 }, () => {
  const place = mkdtempSync(join(tmpdir(), 'portolan-files-'));
  try {
    const kinds = Object.keys(THINGS);
    const paths = ['/usr/share/t/a', '/usr/share/t/b', '/usr/share/t/c'];
    const built = Array.from({ length: 7 }, (_, number) => {
      const name = `p${String(number).padStart(2, '0')}`;
      const mine = paths.flatMap((path, index): [string, string][] => {
        const kind = kinds[(number * 5 + index * (number + 3)) % (kinds.length + 1)];
        return kind === undefined ? [] : [[path, kind]];
      });
      const lines = mine.map(([path, kind]) => `${THINGS[kind]?.[0] ?? ''} %{buildroot}${path}`);
      const list = mine.map(([path, kind]) => `${THINGS[kind]?.[1] ?? ''} ${path}`);
      const spec = `Name: ${name}\nVersion: 1\nRelease: 1\nSummary: x\nLicense: MIT\nBuildArch: noarch\n${number === 4 ? 'Conflicts: p01\n' : ''}%description\nx\n%install\nmkdir -p %{buildroot}/usr/share/t\n${lines.join('\n')}\n%files\n${list.join('\n')}\n`;
      writeFileSync(join(place, `${name}.spec`), spec);
      execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${place}`, '--define', '__os_install_post %{nil}', join(place, `${name}.spec`)], { stdio: 'ignore' });
      return join(place, 'RPMS', 'noarch', `${name}-1-1.noarch.rpm`);
    });
    const packages = built.map((file): PackageWithFiles => {
      const parsed = parseRpmHeader(readFileSync(file));
      if (!parsed.ok || parsed.value.kind !== 'whole') throw new Error(`${file} is no RPM.`);
      const made = packageOfHeader(parsed.value.header);
      if (!made.ok) throw new Error(made.error.message);
      return { source: made.value.name, binary: made.value, files: made.value.files, marks: fileMarksOf(parsed.value.header) };
    });
    const root = join(place, 'root');
    mkdirSync(root);
    execFileSync('rpm', ['--root', root, '--initdb'], { stdio: 'ignore' });
    const theirs: string[] = [];
    built.forEach((file, first) =>
      built.slice(first + 1).forEach((other) => {
        const { stderr } = spawnSync('rpm', ['--root', root, '-i', '--test', '--nodeps', '--ignoreos', file, other], { encoding: 'utf8' });
        for (const [, path, one, two] of stderr.matchAll(/file (\S+) conflicts between attempted installs of (\S+) and (\S+)/g)) theirs.push(`${[one, two].sort().join(' ')} ${path}`);
      }),
    );
    const ours = fileConflicts(packages).flatMap(({ one, other, paths: found }) => found.map(({ path }) => `${formatNevra(one.binary)} ${formatNevra(other.binary)} ${path}`));
    // rpm was told to pass dependencies over, Conflicts among them.
    const apart = theirs.filter((each) => !each.startsWith('p01-1-1.noarch p04-1-1.noarch'));
    expect(ours.sort()).toEqual(apart.sort());
    expect(ours.length).toBeGreaterThan(10);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
