import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, utimesSync, writeFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { ProblemError } from '#shared/vocabulary/problem.ts';

const ROOMS = ['shared', 'electron', 'renderer'];
const FILES = ['electron.vite.config.ts', 'package-lock.json'];
const STAMP = join('out', '.built');

/** Whether the window was never built here, or its sources are newer than what was built. An installation has no sources. */
export function needsBuild(root: string): boolean {
  const built = changedAt(join(root, STAMP));
  if (changedAt(join(root, FILES[0] ?? '')) === null) return false;
  if (built === null || changedAt(join(root, 'out', 'renderer', 'index.html')) === null) return true;
  return [...ROOMS.flatMap((room) => sourcesIn(join(root, room))), ...FILES.map((name) => join(root, name))].some((file) => (changedAt(file) ?? 0) > built);
}

function changedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function sourcesIn(folder: string): string[] {
  const isSource = (entry: Dirent): boolean => entry.isFile() && /\.(?:tsx?|css|html|svg)$/u.test(entry.name) && !/\.test\.tsx?$/u.test(entry.name);
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => (isSource(entry) ? [join(entry.parentPath, entry.name)] : []));
}

/** Builds Electron's entries and the window with electron-vite. Throws an `internal` {@link ProblemError} with what it said. */
export async function build(root: string): Promise<void> {
  const startedAt = new Date();
  const builder = spawn(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error, [code]] = await Promise.all([text(builder.stdout), text(builder.stderr), once(builder, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new ProblemError('internal', 'The window could not be built.', `${out}\n${error}`.trim());
  // Of the moment when the build began: what is changed while it runs is built the next time.
  writeFileSync(join(root, STAMP), '');
  utimesSync(join(root, STAMP), startedAt, startedAt);
}
