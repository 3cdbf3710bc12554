#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

import { cacheFolder } from '#electron/core/places/cache-folder.ts';

/**
 * Has Node keep what it makes of our files, types taken off and compiled, in this person's own cache folder: much of a
 * start is that work. It may be deleted at any time, and a start without it is only slower.
 */
function keepCompiled(): void {
  try {
    enableCompileCache(join(cacheFolder(), 'compiled'));
  } catch {
    // A cache folder that is named wrongly is told by whoever needs it.
  }
}

keepCompiled();
await import('./command-line.ts');
