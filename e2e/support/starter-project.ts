import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from './portolan.ts';

const STARTER = join(ROOT, 'assets', 'samples', 'starter');

/** The starter port as a newcomer gets it, with the packages only that the story builds; returns their names. */
export async function writeStarterProject(folder: string): Promise<readonly string[]> {
  const listed = (await readFile(join(STARTER, 'test-story.txt'), 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  await cp(STARTER, folder, { recursive: true });
  for (const file of await readdir(join(folder, 'specs'))) {
    if (file.endsWith('.spec') && !listed.includes(file.replace(/\.spec$/, ''))) await rm(join(folder, 'specs', file));
  }
  await writeFile(join(folder, 'portolan.yaml'), (await readFile(join(folder, 'portolan.yaml'), 'utf8')).replace('Starter port', 'Starter port, for the story'));
  return listed;
}
