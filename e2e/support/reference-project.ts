import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { ROOT } from './portolan.ts';

const DATA = resolve(ROOT, process.env['PORTOLAN_DATA'] ?? '../shared/data', 'rhel73beta-repodata');

/** The metadata of a whole distribution is on this machine. */
export const haveReference: boolean = existsSync(DATA);

/** Where its binaries are described. */
export function referenceRepositories(): readonly string[] {
  return ['Server', 'Server-optional'].map((variant) => join(DATA, variant, 'x86_64', 'os'));
}

/** A project over the reference data: 2,653 sources, the binaries that they built elsewhere, and nobody to build them. */
export async function writeReferenceProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'portolan.yaml'),
    `portolan: 1
name: Enterprise Linux 7.3 for IBM Z
target: { arch: s390x, dist: .el7 }
reference:
${referenceRepositories().map((location) => `  - location: ${location}`).join('\n')}
sources:
  - { kind: repository, location: ${join(DATA, 'Server', 'source', 'tree')} }
  - { kind: repository, location: ${join(DATA, 'Server-optional', 'source', 'tree')} }
passes:
  - { mode: rolling, provider: wait, nocheck: true }
  - { mode: frozen }
  - { mode: frozen }
`,
  );
}
