import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheFolder } from '#electron/core/places/cache-folder.ts';

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

export function rootPaths(cache: string = cacheFolder(), recipe: RootRecipe = ROOT_RECIPE): RootPaths {
  const stem = join(cache, `root-${recipe.arch}-${recipeDigest(recipe)}`);
  return { archive: `${stem}.tar.zst`, folder: stem, lock: `${stem}.lock`, staging: `${stem}.making` };
}

/** Whether the root of the present recipe can be had within seconds, unpacked or packed. */
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
