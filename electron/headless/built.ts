import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

const ROOMS = ['shared', 'electron', 'renderer'];
const FILES = ['electron.vite.config.ts', 'package-lock.json'];
const STAMP = join('out', '.built');
/** What a build leaves first and last; somebody may have cleared away a part of it. */
const ENTRIES = [join('out', 'main', 'command-line.js'), join('out', 'renderer', 'index.html')];

/** Whether these are the sources. An installation has none, only what was built of them. */
export function hasSources(root: string): boolean {
  return existsSync(join(root, FILES[0] ?? ''));
}

/** Whether what lies in `out` was built of exactly these sources. */
export function isBuilt(root: string): boolean {
  const stamp = join(root, STAMP);
  return hasSources(root) && [stamp, ...ENTRIES.map((entry) => join(root, entry))].every((file) => existsSync(file)) && readFileSync(stamp, 'utf8') === sourcesStamp(root);
}

/**
 * What the sources are at the moment, told by the name, the size and the time of change of each file: whatever was changed, added, removed or put back
 * is another stamp. Tests are none of them.
 */
export function sourcesStamp(root: string): string {
  const digest = createHash('sha256');
  for (const file of [...FILES, ...ROOMS.flatMap((room) => sourcesIn(root, room))]) {
    const { size, mtimeMs } = statSync(join(root, file));
    digest.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

/** From now on until {@link keepStamp} nothing is taken for built. */
export function dropStamp(root: string): void {
  rmSync(join(root, STAMP), { force: true });
}

/** What lies in `out` was built of the sources that had this stamp when the build began. */
export function keepStamp(root: string, stamp: string): void {
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, STAMP), stamp);
}

function sourcesIn(root: string, room: string): string[] {
  const isSource = (entry: Dirent): boolean => entry.isFile() && /(?<!\.test)\.tsx?$|\.(?:css|html|svg)$/u.test(entry.name);
  return readdirSync(join(root, room), { withFileTypes: true, recursive: true })
    .filter(isSource)
    .map((entry) => join(entry.parentPath.slice(root.length), entry.name))
    .sort();
}
