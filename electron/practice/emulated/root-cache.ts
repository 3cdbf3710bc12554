import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { recipeDigest, ROOT_RECIPE, type RootRecipe } from './root-recipe.ts';

/** Where one recipe's root is kept. */
export interface RootPaths {
  /** The packed root; it appears under this name when it is whole. */
  readonly archive: string;
  /** The unpacked root, the lower layer of every guest; it appears when it is whole, and nothing writes to it. */
  readonly folder: string;
  /** Whoever makes or unpacks the root holds the lock on this file. */
  readonly lock: string;
  /** Where it is made. Whoever holds the lock may remove what is found here. */
  readonly staging: string;
}

/** The program's cache folder: PORTOLAN_CACHE, else `portolan` in XDG_CACHE_HOME, else in ~/.cache. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env, home: string = homedir()): string {
  const own = env['PORTOLAN_CACHE'] ?? '';
  if (own !== '' && !isAbsolute(own)) throw new ProblemError('bad-input', 'PORTOLAN_CACHE has to be an absolute path.', own);
  if (own !== '') return own;
  // The XDG base directory specification: a relative path is to be ignored.
  const shared = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(shared) ? shared : join(home, '.cache'), 'portolan');
}

export function rootPaths(cache: string = cacheFolder(), recipe: RootRecipe = ROOT_RECIPE): RootPaths {
  const stem = join(cache, `root-${recipe.arch}-${recipeDigest(recipe)}`);
  return { archive: `${stem}.tar.zst`, folder: stem, lock: `${stem}.lock`, staging: `${stem}.making` };
}

/** The unpacked root of the present recipe; null when there is none yet (it may still be packed: see `ensureRoot`). */
export async function cachedRoot(cache: string = cacheFolder()): Promise<string | null> {
  const { folder } = rootPaths(cache);
  return (await exists(folder)) ? folder : null;
}

/** Whether the root can be had within seconds: unpacked, or packed. */
export async function isRootCached(cache: string = cacheFolder()): Promise<boolean> {
  const { folder, archive } = rootPaths(cache);
  return (await exists(folder)) || (await exists(archive));
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
