import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatDependency } from '#shared/rpm/dependency.ts';
import { formatEvr } from '#shared/rpm/evr.ts';
import { parseRpmHeader } from '#shared/rpm/header/rpm-header.ts';
import { sourceOfHeader } from '#shared/rpm/header/source-header.ts';
import { haveTool } from '#shared/rpm/testing/tools.ts';

import { readSrpm } from './read-srpm.ts';
import { SrpmShelf } from './srpm-shelf.ts';

const READY = haveTool('rpmbuild') && haveTool('rpm');

function specOf(name: string, version: string, head: string): string {
  return `Name: ${name}\nVersion: ${version}\nRelease: 1%{?dist}\nSummary: ${name} – a thing\nLicense: MIT\n${head}\n%description\n${name}.\n`;
}

const HEADS: readonly (readonly [string, string, string])[] = [
  ['plain', '1.0', ''],
  ['many', '2:3', Array.from({ length: 3000 }, (_, index) => `BuildRequires: dependency-with-a-long-name(${index}) >= 1:${index}-2`).join('\n')],
  ['rich', '1~rc1', 'BuildRequires: (gcc >= 8 or clang), (a if b else c), /usr/bin/perl, perl(Foo::Bar), make'],
  ['refusing', '1', 'BuildRequires: make\nBuildConflicts: gcc < 8, (a unless b), clang'],
  ['arches', '1', 'BuildRequires: gcc = 8.5.0-3.el8, x < 2, y <= 3, z > 4\nExclusiveArch: x86_64 s390x\nExcludeArch: i686'],
  ['needsrpm', '1', 'BuildRequires: rpmlib(DynamicBuildRequires) <= 4.15.0-1, make'],
];

describe.skipIf(!READY)('SRPMs that rpmbuild made [needs rpmbuild and rpm]', () => {
  let root: string;
  let folder: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'portolan-srpms-'));
    folder = join(root, 'SRPMS');
    for (const [name, evr, head] of HEADS) {
      const [epoch, version] = evr.includes(':') ? evr.split(':') : ['', evr];
      const spec = join(root, `${name}.spec`);
      writeFileSync(spec, specOf(name, version ?? '', `${epoch === '' ? '' : `Epoch: ${epoch ?? ''}\n`}${head}`));
      execFileSync('rpmbuild', ['-bs', '--nodeps', '--define', `_topdir ${root}`, '--target', 's390x', spec], { stdio: 'ignore' });
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const rpm = (path: string, ...args: string[]): string[] => execFileSync('rpm', ['-qp', '--nosignature', ...args, path], { encoding: 'utf8' }).split('\n').filter((line) => line !== '');

  it('are read as rpm reads them, but for what is required of rpm itself', async () => {
    const files = readdirSync(folder);
    expect(files).toHaveLength(HEADS.length);
    for (const file of files) {
      const path = join(folder, file);
      const source = await readSrpm(path, file);
      expect(source.buildRequires.map(formatDependency).sort()).toEqual(rpm(path, '--requires').filter((line) => !line.startsWith('rpmlib(')).sort());
      expect(source.buildConflicts.map(formatDependency).sort()).toEqual(rpm(path, '--conflicts').sort());
      expect([`${source.name}-${formatEvr(source.evr)}`]).toEqual(rpm(path, '--qf', '%{nevr}\n'));
      expect(source.exclusiveArch).toEqual(rpm(path, '--qf', '[%{exclusivearch}\n]').filter((arch) => arch !== '(none)'));
      expect(source.excludeArch).toEqual(rpm(path, '--qf', '[%{excludearch}\n]').filter((arch) => arch !== '(none)'));
      expect(source.summary).toBe(`${source.name} – a thing`);
    }
    expect((await readSrpm(join(folder, files.find((file) => file.startsWith('many')) ?? ''), 'many')).buildRequires).toHaveLength(3000);
  });

  it('are taken from a folder, the newest of each name; what is none is told by name', async () => {
    const mixed = join(root, 'mixed');
    mkdirSync(mixed);
    for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(mixed, file));
    const plain = readFileSync(join(folder, 'plain-1.0-1.src.rpm'));
    writeFileSync(join(mixed, 'short-1-1.src.rpm'), plain.subarray(0, 1500));
    writeFileSync(join(mixed, 'text-1-1.src.rpm'), 'Not an RPM, but long enough to be looked at as one: '.repeat(10));
    writeFileSync(join(mixed, 'README'), 'x');
    execFileSync('rpmbuild', ['-bs', '--nodeps', '--define', `_topdir ${root}/newer`, '--define', 'dist .2', join(root, 'plain.spec')], { stdio: 'ignore' });
    copyFileSync(join(root, 'newer', 'SRPMS', 'plain-1.0-1.2.src.rpm'), join(mixed, 'plain-1.0-1.2.src.rpm'));
    const shelf = new SrpmShelf();
    const found = await shelf.read(mixed);
    expect(found.sources.map(({ name, evr }) => `${name}-${formatEvr(evr)}`)).toEqual(['arches-1-1', 'many-2:3-1', 'needsrpm-1-1', 'plain-1.0-1.2', 'refusing-1-1', 'rich-1~rc1-1']);
    expect(found.problems.map(({ code, message }) => `${code} ${message}`)).toEqual(['bad-input short-1-1.src.rpm ends before its header does; fetch it again.', 'bad-input text-1-1.src.rpm: This is no RPM file.']);
    expect(await shelf.read(mixed)).toEqual(found);
    await expect(shelf.read(join(root, 'nowhere'))).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('are never more than a problem, however they are damaged', () => {
    const good = readFileSync(join(folder, 'arches-1-1.src.rpm'));
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(damage, fc.nat(good.length), (changes, length) => {
        const bytes = new Uint8Array(good);
        for (const [at, value] of changes) bytes[at] = value;
        const read = parseRpmHeader(bytes.subarray(0, length));
        if (read.ok && read.value.kind === 'whole') sourceOfHeader(read.value.header, 'x');
      }),
      { numRuns: 2000 },
    );
  });
});
