import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { successors } from '#shared/graph/graph.ts';

import { seeded } from './measure.ts';
import { syntheticGraph } from './synthetic-port.ts';

/** The shape of the reference distribution. */
const SOURCES = 2653;
const BUILD_REQUIRES = 19_900;
const BINARIES = 9251;
/** Provides of each binary beside its own name, and files of each. */
const PROVIDES = 8;
const FILES = 70;
/** Sources with a BuildRequires that nothing provides, and with one that only another architecture has. */
const MISSING = 15;
const OTHER_ARCHITECTURE = 8;
/** BuildRequires that only filelists can answer. */
const FILE_REQUIRES = 28;

interface Entry {
  readonly name: string;
  readonly arch: string;
  readonly source: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly files: readonly string[];
}

/**
 * Writes the repodata of a made-up distribution (the same one each time) below `folder`, unless it is there, and
 * returns its root. Sources go to the first source tree but for every fourth, and their binaries likewise.
 */
export async function generatedDistribution(folder: string, binaryTrees: readonly string[], sourceTrees: readonly string[]): Promise<string> {
  const root = join(folder, 'v1');
  if (existsSync(root)) return root;
  const unfinished = join(folder, `unfinished-${process.pid}`);
  const { sources, binaries } = entries();
  for (const [trees, list] of [[binaryTrees, binaries], [sourceTrees, sources]] as const) {
    for (const [number, tree] of trees.entries()) {
      await writeRepository(join(unfinished, tree, 'repodata'), list.filter(({ source }) => (Number(source.slice(1)) % 4 === 3 ? 1 : 0) === number));
    }
  }
  await rename(unfinished, root).catch(async () => await rm(unfinished, { recursive: true, force: true }));
  return root;
}

function entries(): { readonly sources: readonly Entry[]; readonly binaries: readonly Entry[] } {
  const random = seeded(7);
  const graph = syntheticGraph(SOURCES, BUILD_REQUIRES);
  const sources: Entry[] = [];
  const binaries: Entry[] = [];
  const others = [...Array(SOURCES).keys()].map(() => 1);
  for (let extra = BINARIES - OTHER_ARCHITECTURE - SOURCES * 3; extra > 0; extra--) {
    const lucky = Math.floor(random() * SOURCES);
    others[lucky] = (others[lucky] ?? 0) + 1;
  }
  for (let number = 0; number < SOURCES; number++) {
    const source = `p${number}`;
    const needs = [...successors(graph, number)].filter((needed) => needed !== number);
    const special = [
      ...(number % 100 === 60 && number / 100 < FILE_REQUIRES ? [`/usr/share/p${number - 1}/data/0`] : []),
      ...(number % 150 === 99 && number / 150 < MISSING ? [`nobody-has-${number}`] : []),
      ...(number % 300 === 250 && number / 300 < OTHER_ARCHITECTURE ? [`only-i686-${number}`] : []),
    ];
    sources.push({ name: source, arch: 'src', source, provides: [], requires: [...needs.map((needed) => `p${needed}-devel`), ...special], files: [`/${source}.spec`] });
    const libraries = needs.slice(0, 5).map((needed) => `libp${needed}.so.1()(64bit)`);
    const arch = number % 5 < 2 ? 'noarch' : 'x86_64';
    const add = (name: string, provides: readonly string[], requires: readonly string[]): void => {
      const more = Array.from({ length: PROVIDES - provides.length }, (_, index) => `perl(${name}::Part${index})`);
      const files = Array.from({ length: FILES }, (_, index) => (index === 0 ? `/usr/bin/${name}` : `/usr/share/${name}/data/${index - 1}`));
      binaries.push({ name, arch, source, provides: [...provides, ...more], requires, files });
    };
    add(source, [], [`${source}-libs`, '/usr/bin/p0', ...libraries]);
    add(`${source}-libs`, [`libp${number}.so.1()(64bit)`], libraries);
    add(`${source}-devel`, [`pkgconfig(p${number})`], [`${source}-libs`]);
    for (let other = 1; other < (others[number] ?? 1); other++) add(`${source}-part${other}`, [], [source]);
    for (const name of special.filter((each) => each.startsWith('only-i686'))) binaries.push({ name, arch: 'i686', source, provides: [], requires: [], files: [] });
  }
  return { sources, binaries };
}

async function writeRepository(folder: string, list: readonly Entry[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const digests = list.map(({ name, arch }) => sha256(`${name}.${arch}`));
  const primary = list.map((entry, index) => primaryOf(entry, digests[index] ?? '')).join('');
  const filelists = list.map(({ name, arch, files }, index) => `<package pkgid="${digests[index] ?? ''}" name="${name}" arch="${arch}"><version epoch="0" ver="1.0" rel="1.el7"/>${files.map((file) => `\n  <file>${file}</file>`).join('')}\n</package>\n`).join('');
  const records = [
    await writeRecord(folder, 'primary', `<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="${list.length}">\n${primary}</metadata>\n`),
    await writeRecord(folder, 'filelists', `<filelists xmlns="http://linux.duke.edu/metadata/filelists" packages="${list.length}">\n${filelists}</filelists>\n`),
  ];
  await writeFile(join(folder, 'repomd.xml'), `<?xml version="1.0" encoding="UTF-8"?>\n<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>\n${records.join('')}</repomd>\n`);
}

async function writeRecord(folder: string, type: string, body: string): Promise<string> {
  const open = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
  const packed = gzipSync(open);
  const name = `${sha256(packed)}-${type}.xml.gz`;
  await writeFile(join(folder, name), packed);
  return `<data type="${type}"><checksum type="sha256">${sha256(packed)}</checksum><open-checksum type="sha256">${sha256(open)}</open-checksum><location href="repodata/${name}"/><size>${packed.length}</size><open-size>${open.length}</open-size></data>\n`;
}

function primaryOf({ name, arch, source, provides, requires, files }: Entry, digest: string): string {
  const entry = (capability: string): string => `\n      <rpm:entry name="${capability}"/>`;
  const own = arch === 'src' ? '' : `\n    <rpm:provides>\n      <rpm:entry name="${name}" flags="EQ" epoch="0" ver="1.0" rel="1.el7"/>${provides.map(entry).join('')}\n    </rpm:provides>`;
  const listed = files.filter((file) => file.includes('/bin/')).map((file) => `\n    <file>${file}</file>`);
  return `<package type="rpm">
  <name>${name}</name>
  <arch>${arch}</arch>
  <version epoch="0" ver="1.0" rel="1.el7"/>
  <checksum type="sha256" pkgid="YES">${digest}</checksum>
  <summary>The package ${name} of a distribution that was made up</summary>
  <description>${name} stands for a package of a real distribution: it has as many
capabilities, requirements and files, and its metadata is about as long.</description>
  <packager>Nobody</packager>
  <url>https://example.org/${source}</url>
  <time file="1470750293" build="1470679562"/>
  <size package="4159087" installed="4284983" archive="4291628"/>
  <location href="Packages/${name}-1.0-1.el7.${arch}.rpm"/>
  <format>
    <rpm:license>MIT</rpm:license>
    <rpm:vendor>Nobody</rpm:vendor>
    <rpm:group>Unspecified</rpm:group>
    <rpm:buildhost>example.org</rpm:buildhost>
    <rpm:sourcerpm>${arch === 'src' ? '' : `${source}-1.0-1.el7.src.rpm`}</rpm:sourcerpm>
    <rpm:header-range start="1384" end="132068"/>${own}
    <rpm:requires>${requires.map(entry).join('')}
    </rpm:requires>${listed.join('')}
  </format>
</package>
`;
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
