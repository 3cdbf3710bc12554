import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { reapGuest } from './guest.ts';
import { identify, isAlive } from './process-identity.ts';

/** statfs(2): the type of overlayfs, on which the upper layer of another overlay cannot lie. */
const OVERLAYFS = 0x794c7630;
/** What separates and escapes in overlayfs's mount options. */
const UNMOUNTABLE = /[,:\\"\s]/;
/** A fleet's folder names its owner, so that whoever finds it knows whether it is still wanted. */
const OWNED = /^(\d+)-(\d+)-\d+$/;

let made = 0;

/** Makes a folder for one fleet of this process below `base`, which has to lie on a real file system. Throws a {@link ProblemError}. */
export async function makeFleetFolder(base: string): Promise<string> {
  if (UNMOUNTABLE.test(base)) throw new ProblemError('bad-input', 'The folder of the emulated builders may hold no space, comma, colon, quote or backslash.', base);
  await mkdir(base, { recursive: true, mode: 0o700 });
  if ((await statfs(base)).type === OVERLAYFS) {
    throw new ProblemError('unsupported', 'The folder of the emulated builders lies on an overlay file system, as inside a container: set PORTOLAN_CACHE to a folder on a real one.', base);
  }
  const owner = await identify(process.pid);
  if (owner === null) throw new ProblemError('unsupported', '/proc is not mounted.');
  made += 1;
  const folder = join(base, `${owner.pid}-${owner.startTicks}-${made}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Removes a fleet's folder, or sets it aside as `kept-…` beside the others and returns where. */
export async function endFleetFolder(folder: string, keep: boolean): Promise<string | null> {
  if (keep) {
    const kept = folder.replace(/[^/]*$/, 'kept-$&');
    await rename(folder, kept);
    return kept;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return null;
}

/** Ends the fleets below `base` whose owner is dead: processes that are left, then folders. Returns how many. */
export async function reapFleets(base: string): Promise<number> {
  let reaped = 0;
  for (const name of await readdir(base).catch(() => [])) {
    const [, pid, startTicks] = OWNED.exec(name) ?? [];
    if (pid === undefined || startTicks === undefined) continue;
    if (await isAlive({ pid: Number(pid), startTicks: Number(startTicks) })) continue;
    const folder = join(base, name);
    for (const guest of await readdir(folder).catch(() => [])) await reapGuest(join(folder, guest));
    await endFleetFolder(folder, false);
    reaped += 1;
  }
  return reaped;
}
