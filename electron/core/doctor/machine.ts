import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, open, readdir } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';

/** Which package manager mends a machine. */
export type Family = 'debian' | 'fedora' | 'other';

/** The questions that a check may ask; a test answers them from a table. Nothing here changes the machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As Node names it: `x64`, `arm64`, `s390x`. */
  readonly arch: string;
  readonly family: Family;
  /** `process.version`. */
  readonly nodeVersion: string;
  /** Effective user id; null where there is none (Windows). */
  readonly uid: number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a program of this name is in PATH or in the folders for administrators. */
  has(program: string): Promise<boolean>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder; empty when it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** The first 64 KiB of a text file; null when it cannot be read. */
  read(path: string): Promise<string | null>;
  /** Whether a program ends with exit status 0 within ten seconds. */
  succeeds(program: string, args: readonly string[]): Promise<boolean>;
}

const ADMIN_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'];
const READ_LIMIT = 64 * 1024;
const RUN_LIMIT_MS = 10_000;

/** The machine that this process runs on. */
export async function thisMachine(): Promise<Machine> {
  return {
    platform: platform(),
    arch: arch(),
    family: familyOf(await read('/etc/os-release')),
    nodeVersion: process.version,
    uid: process.geteuid?.() ?? null,
    env: process.env,
    has,
    exists: (path) => may(path, constants.F_OK),
    list: (folder) => readdir(folder).catch(() => []),
    read,
    succeeds,
  };
}

/** The family by os-release(5): `ID`, then each word of `ID_LIKE`. */
export function familyOf(osRelease: string | null): Family {
  const words = (osRelease ?? '')
    .split('\n')
    .flatMap((line) => /^(?:ID|ID_LIKE)=["']?([a-z0-9 ._-]+)/.exec(line)?.[1]?.split(' ') ?? []);
  if (words.some((word) => word === 'debian' || word === 'ubuntu')) return 'debian';
  if (words.some((word) => word === 'fedora' || word === 'rhel' || word === 'centos')) return 'fedora';
  return 'other';
}

async function has(program: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...ADMIN_FOLDERS].filter((folder) => folder !== '');
  const found = await Promise.all([...new Set(folders)].map((folder) => may(join(folder, program), constants.X_OK)));
  return found.includes(true);
}

async function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function read(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_LIMIT), 0, READ_LIMIT, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: RUN_LIMIT_MS }, (error) => resolve(error === null));
  });
}
