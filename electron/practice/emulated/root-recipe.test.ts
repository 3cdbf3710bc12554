import { describe, expect, it } from 'vitest';

import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import { rootPaths } from './root-cache.ts';
import { recipeDigest, ROOT_RECIPE } from './root-recipe.ts';

describe('the recipe', () => {
  it('has a digest that each of its parts changes', () => {
    const changed = [
      ROOT_RECIPE,
      { ...ROOT_RECIPE, suite: 'trixie' },
      { ...ROOT_RECIPE, arch: 'ppc64el' },
      { ...ROOT_RECIPE, variant: 'apt' },
      { ...ROOT_RECIPE, packages: [...ROOT_RECIPE.packages, 'bison'] },
      { ...ROOT_RECIPE, excluded: [] },
      { ...ROOT_RECIPE, included: [] },
      { ...ROOT_RECIPE, finish: [] },
    ].map(recipeDigest);
    expect(new Set(changed).size).toBe(changed.length);
    for (const digest of changed) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });

  it('names each package once', () => {
    expect(new Set(ROOT_RECIPE.packages).size).toBe(ROOT_RECIPE.packages.length);
  });

  it('names the files of the cache', () => {
    const digest = recipeDigest(ROOT_RECIPE);
    expect(rootPaths('/cache')).toMatchObject({ archive: `/cache/root-s390x-${digest}.tar.zst`, folder: `/cache/root-s390x-${digest}` });
  });
});

describe('the cache folder', () => {
  it('is the own one, else the one of XDG, else the one in the home folder', () => {
    expect(cacheFolder({ PORTOLAN_CACHE: '/a', XDG_CACHE_HOME: '/b' }, '/home/me')).toBe('/a');
    expect(cacheFolder({ PORTOLAN_CACHE: '', XDG_CACHE_HOME: '/b' }, '/home/me')).toBe('/b/portolan');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, '/home/me')).toBe('/home/me/.cache/portolan');
    expect(cacheFolder({}, '/home/me')).toBe('/home/me/.cache/portolan');
  });

  it('is refused when it depends on where the program was started', () => {
    expect(() => cacheFolder({ PORTOLAN_CACHE: 'here' }, '/home/me')).toThrow('absolute');
  });
});
