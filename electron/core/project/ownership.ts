import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { ProjectPaths } from './project-folder.ts';

/** Held for as long as a core owns its project; the operating system lets go of it even when the process is killed. */
export interface Ownership {
  release(): void;
}

/**
 * Makes this process the one owner of a project, by an exclusive lock on a file of its own that SQLite holds open.
 * Throws a {@link ProblemError} of code `conflict` when another process owns it: speak to that one instead.
 */
export function ownProject(paths: ProjectPaths): Ownership {
  mkdirSync(paths.state, { recursive: true });
  const lock = new Database(join(paths.state, 'owner.lock'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new ProblemError('conflict', `Another Portolan has ${paths.folder} open.`);
  }
  return { release: () => lock.close() };
}

/**
 * Where the owner of a project listens for further windows and command lines of the same person: a path that is short
 * enough for a Unix socket whatever the project's own, in a folder that only this person can enter.
 */
export function ownerSocket(paths: ProjectPaths): string {
  const key = createHash('sha256').update(paths.folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\portolan-${key}`;
  const folder = join(tmpdir(), `portolan-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return join(folder, `${key}.sock`);
}
