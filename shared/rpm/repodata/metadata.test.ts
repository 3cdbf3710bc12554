import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDependency, type Dependency, type Provide } from '../dependency.ts';
import { packPackages, unpackPackages, type PackageSet } from '../package-table.ts';
import { plainFilelists, plainPrimary, type PlainPackage } from '../testing/saxes-metadata.ts';
import { cutAt } from '../testing/saxes-oracle.ts';
import { dataFolder, needs } from '../testing/tools.ts';
import { FilelistsReader, type PackageFiles } from './filelists.ts';
import { PrimaryReader, type PrimaryEntry } from './primary.ts';

const REFERENCE = dataFolder('rhel73beta-repodata');
const encoder = new TextEncoder();

function readPrimary(document: string, cuts: readonly number[] = []): PrimaryEntry[] {
  const entries: PrimaryEntry[] = [];
  const reader = new PrimaryReader('primary.xml', (entry) => entries.push(entry));
  for (const chunk of cutAt(encoder.encode(document), cuts)) reader.push(chunk);
  reader.finish();
  return entries;
}

function readFilelists(document: string, wanted: ReadonlySet<string> | 'all', cuts: readonly number[] = []): string[] {
  const found: PackageFiles[] = [];
  const reader = new FilelistsReader('filelists.xml', (files) => found.push(files), { wanted });
  for (const chunk of cutAt(encoder.encode(document), cuts)) reader.push(chunk);
  reader.finish();
  return found.flatMap(({ pkgid, paths }) => paths.map((path) => `${pkgid} ${path}`));
}

function plainEntry(list: string, dependency: Dependency | Provide): string {
  if ('kind' in dependency && dependency.kind !== 'simple') return `${list} ${formatDependency(dependency)}`;
  const { name, comparison, evr } = dependency;
  return evr === null ? `${list} ${name}` : `${list} ${name} ${comparison} ${evr.epoch}:${evr.version}-${evr.release ?? ''}`;
}

/** What the oracle should have found; a source keeps its summary, its requires and its conflicts. */
function plain(entry: PrimaryEntry): Partial<PlainPackage> {
  const { name, evr } = entry.package;
  const shared = { name, evr: `${evr.epoch}:${evr.version}-${evr.release ?? ''}`, checksum: entry.file.checksum, href: entry.file.href };
  if (entry.kind === 'source') return { ...shared, summary: entry.package.summary, entries: [...entry.package.buildRequires.map((one) => plainEntry('requires', one)), ...entry.package.buildConflicts.map((one) => plainEntry('conflicts', one))] };
  const lists = (['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const).flatMap((list) => entry.package[list].map((one) => plainEntry(list, one)));
  return { ...shared, arch: entry.package.arch, sourcerpm: entry.package.sourceRpm, entries: lists, files: [...entry.package.files] };
}

function expectSame(document: string, cuts: readonly number[]): void {
  const entries = readPrimary(document, cuts);
  const expected = plainPrimary(document);
  expect(entries).toHaveLength(expected.length);
  entries.forEach((entry, index) => expect(expected[index]).toMatchObject(plain(entry)));
}

const text = fc.constantFrom('zlib', 'a &amp; b', 'gcc-c++', 'perl(Foo)', 'ü', '/usr/bin/x', '&lt;x&gt;', 'libc.so.6()(64bit)');
const entry = fc.oneof(
  fc.tuple(text, fc.constantFrom('', ' pre="1"')).map(([name, pre]) => `<rpm:entry name="${name}"${pre}/>`),
  fc.tuple(text, fc.constantFrom('EQ', 'GE', 'LT', 'LE', 'GT'), fc.nat({ max: 2 }), fc.constantFrom('1', '2~rc', '2'), fc.constantFrom('', ' rel="3"', ' rel="3" pre="1"')).map(([name, flags, epoch, ver, rel]) => `<rpm:entry name="${name}" flags="${flags}" epoch="${epoch}" ver="${ver}"${rel}/>`),
);
const list = (name: string) => fc.array(entry, { maxLength: 4 }).map((entries) => `<rpm:${name}>\n${entries.join('\n')}</rpm:${name}>`);
const onePackage = fc.tuple(text, fc.constantFrom('src', 'noarch', 's390x'), fc.nat(), list('provides'), list('requires'), list('conflicts'), list('obsoletes'), list('recommends'), fc.array(text, { maxLength: 3 })).map(([name, arch, id, provides, requires, conflicts, obsoletes, recommends, files]) =>
  `<package type="rpm"><name>${name}</name><arch>${arch}</arch><version epoch="0" ver="${id % 9}" rel="1"/><checksum type="sha256" pkgid="YES">${id}</checksum><summary>${name}</summary><description>x &amp; y</description><location href="p/${id}.rpm"/><format>${arch === 'src' ? '' : provides}${requires}${arch === 'src' ? '' : conflicts + obsoletes + recommends + files.map((file) => `<file>${file}</file>`).join('')}</format></package>`);
const primary = fc.array(onePackage, { maxLength: 5 }).map((packages) => `<?xml version="1.0" encoding="UTF-8"?>\n<metadata xmlns:rpm="x">${packages.join('\n')}</metadata>`);

function setOf(entries: readonly PrimaryEntry[]): PackageSet {
  const binaries = entries.filter((one) => one.kind === 'binary');
  const sources = entries.filter((one) => one.kind === 'source');
  return { binaries: binaries.map((one) => one.package), binaryFiles: binaries.map(({ file }) => file), sources: sources.map((one) => one.package), sourceFiles: sources.map(({ file }) => file) };
}

describe('PrimaryReader', () => {
  it('reads random metadata as saxes does, wherever it is cut', () => {
    fc.assert(fc.property(primary, fc.array(fc.nat(), { maxLength: 5 }), (document, cuts) => expectSame(document, cuts)), { numRuns: 300 });
  });

  it('makes one object of equal dependencies, pre or not, and drops what rpm requires of itself', () => {
    const one = (name: string) => `<package><name>${name}</name><arch>noarch</arch><version ver="1" rel="1"/><checksum>${name}</checksum><format><rpm:requires><rpm:entry name="x"/><rpm:entry name="x" pre="1"/><rpm:entry name="rpmlib(Y)" flags="LE" ver="1"/><rpm:entry name="(a if b)"/></rpm:requires></format></package>`;
    const lists = readPrimary(`<metadata>${one('p')}${one('q')}</metadata>`).map((read) => (read.kind === 'binary' ? read.package.requires : []));
    expect(lists[0]?.map(formatDependency)).toEqual(['x', 'x', '(a if b)']);
    expect(new Set(lists.flat()).size).toBe(2);
  });

  it('refuses dependencies that make no sense', () => {
    const read = (given: string) => readPrimary(`<metadata><package><format><rpm:requires><rpm:entry ${given}/></rpm:requires></format></package></metadata>`);
    expect(() => read('flags="EQ"')).toThrow('a dependency has no name');
    expect(() => read('name="a" flags="XX" ver="1"')).toThrow('the comparison "XX" is unknown');
    expect(() => read('name="a" flags="EQ" ver="1" epoch="x"')).toThrow('the epoch "x" is no number');
    expect(() => read('name="(a and"')).toThrow('a name is missing');
  });

  it.skipIf(!REFERENCE.there)(needs(REFERENCE.there, 'the reference data', 'reads real metadata as saxes does'), () => {
    const folder = join(REFERENCE.path, 'Server-optional/x86_64/os/repodata');
    const packed = readdirSync(folder).find((name) => name.endsWith('primary.xml.gz')) ?? '';
    expectSame(zlib.gunzipSync(readFileSync(join(folder, packed))).toString(), [1_000_003, 2_000_005, 5_000_001]);
  });
});

describe('a package table', () => {
  it('gives back the packages that were packed', () => {
    fc.assert(fc.property(primary, (document) => {
      const set = setOf(readPrimary(document));
      expect(unpackPackages(structuredClone(packPackages(set)))).toEqual(set);
    }), { numRuns: 100 });
  });

  it('refuses to make packages of damaged columns', () => {
    const set = setOf(readPrimary('<metadata><package><name>a</name><arch>noarch</arch><version ver="1" rel="1"/><checksum>c</checksum></package></metadata>'));
    const table = packPackages(set);
    expect(() => unpackPackages({ ...table, strings: table.strings.slice(1) })).toThrow(RangeError);
    expect(() => unpackPackages({ ...table, lists: Int32Array.of(1, 2) })).toThrow(RangeError);
  });
});

describe('FilelistsReader', () => {
  const path = fc.constantFrom('/usr/share/x', '/a', '/', '/b&amp;c', '/&#47;d', '/e<!-- -->f', '<![CDATA[/g]]>', '/lib/ü', '/long/'.padEnd(60, 'x'), '/m\r\nn');
  const filelists = fc.array(fc.array(path, { maxLength: 6 }), { maxLength: 4 }).map((packages) => `<filelists>${packages.map((paths, index) => `<package pkgid="${index}" name="x"><version ver="1"/>${paths.map((one) => `<file type="dir">${one}</file>`).join('')}</package>`).join('')}</filelists>`);
  const wanted = fc.subarray(['/usr/share/x', '/a', '/', '/b&c', '//d', '/ef', '/g', '/lib/ü', '/m\nn', '/usr/share/y']);

  it('finds in random lists what saxes finds, all of it and what is wanted', () => {
    fc.assert(fc.property(filelists, wanted, fc.array(fc.nat(), { maxLength: 5 }), (document, paths, cuts) => {
      // CDATA is another event for saxes: the oracle is given the plain spelling.
      const expected = plainFilelists(document.replaceAll('<![CDATA[/g]]>', '/g'));
      const set = new Set(paths);
      expect(readFilelists(document, 'all', cuts)).toEqual(expected);
      expect(readFilelists(document, set, cuts)).toEqual(expected.filter((line) => set.has(line.slice(line.indexOf(' ') + 1))));
    }), { numRuns: 500 });
  });
});
