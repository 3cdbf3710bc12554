import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { between, randomFor } from '../../simulator/random.ts';

/** How many sources the small distribution has. */
export const SMALL_SOURCES = 160;

/**
 * Writes a project over a made-up distribution of {@link SMALL_SOURCES} sources into `folder`: repodata of its sources
 * and of their binaries on another architecture, where later packages need earlier ones, and the first few each other.
 */
export async function writeSmallDistribution(folder: string): Promise<void> {
  const random = randomFor('small distribution');
  const sources: string[] = [];
  const binaries: string[] = [];
  for (let number = 0; number < SMALL_SOURCES; number++) {
    const needs = new Set(Array.from({ length: between(random, 0, 3) }, () => Math.floor(random() ** 2 * number)));
    if (number === 0) needs.add(2);
    if (number === 1) needs.add(0);
    if (number === 2) needs.add(1);
    needs.delete(number);
    const name = nameOf(number);
    sources.push(packageOf(name, 'src', name, [...needs].map((needed) => `${nameOf(needed)}-devel`)));
    const arch = number % 4 === 3 ? 'noarch' : 'x86_64';
    binaries.push(packageOf(name, arch, name, []), packageOf(`${name}-devel`, arch, name, [name]));
  }
  await writeRepository(join(folder, 'source', 'repodata'), sources);
  await writeRepository(join(folder, 'binary', 'repodata'), binaries);
  await writeFile(
    join(folder, 'portolan.yaml'),
    `portolan: 1
# A comment that stays.
name: Small distribution
target: { arch: s390x, dist: .t1 }
reference: [{ location: binary }]
sources: [{ kind: repository, location: source }]
`,
  );
}

function nameOf(number: number): string {
  return `pkg-${String(number).padStart(3, '0')}`;
}

async function writeRepository(folder: string, packages: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const texts = { primary: `<metadata packages="${packages.length}">${packages.join('')}</metadata>`, filelists: '<filelists/>' };
  const records: string[] = [];
  for (const [type, text] of Object.entries(texts)) {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
    await writeFile(join(folder, `${type}.xml`), bytes);
    records.push(`<data type="${type}"><checksum type="sha256">${createHash('sha256').update(bytes).digest('hex')}</checksum><location href="repodata/${type}.xml"/><size>${bytes.length}</size></data>`);
  }
  await writeFile(join(folder, 'repomd.xml'), `<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo">${records.join('')}</repomd>`);
}

function packageOf(name: string, arch: string, source: string, requires: readonly string[]): string {
  const own = arch === 'src' ? '' : `<rpm:provides><rpm:entry name="${name}" flags="EQ" epoch="0" ver="1.0" rel="1.t1"/></rpm:provides>`;
  const digest = createHash('sha256').update(`${name}.${arch}`).digest('hex');
  return `<package type="rpm"><name>${name}</name><arch>${arch}</arch><version epoch="0" ver="1.0" rel="1.t1"/><checksum type="sha256" pkgid="YES">${digest}</checksum><summary>${name} of a small distribution</summary><location href="${name}.rpm"/><format><rpm:sourcerpm>${arch === 'src' ? '' : `${source}-1.0-1.t1.src.rpm`}</rpm:sourcerpm>${own}<rpm:requires>${requires.map((each) => `<rpm:entry name="${each}"/>`).join('')}</rpm:requires></format></package>`;
}
