import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/** The folder of the person's own data of this program, by the custom of each system. */
export function dataFolder(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Portolan');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Portolan');
  const data = env['XDG_DATA_HOME'];
  // The base directory specification: a relative path is invalid and to be ignored.
  return join(data?.startsWith('/') === true ? data : join(home, '.local', 'share'), 'portolan');
}

/**
 * The port that is opened when nobody names one: the starter, copied from `samples` into the person's data the first
 * time, and theirs from then on. A copy that was broken off is begun anew. Throws a {@link ProblemError} where it cannot
 * be written.
 */
export function starterProject(samples: string, data: string): string {
  const folder = join(data, 'starter');
  if (existsSync(join(folder, 'portolan.yaml'))) return folder;
  const sample = ['starter', 'empty'].map((name) => join(samples, name)).find((each) => existsSync(join(each, 'portolan.yaml')));
  if (sample === undefined) throw new ProblemError('not-found', 'The starter port is missing from this installation. Open a port of your own with --project.', samples);
  const unfinished = `${folder}.new`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    copyFolder(sample, unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    throw new ProblemError('refused', `The starter port cannot be copied to ${folder}. Open a port elsewhere with --project.`, error instanceof Error ? error.message : String(error));
  }
  return folder;
}

/** File by file: the sample may lie inside an archive, which only the plain calls can read. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyFolder(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) copyFileSync(join(from, entry.name), join(to, entry.name));
  }
}
