import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/**
 * Where this person's downloads and the emulated builders' root are kept for all projects: `PORTOLAN_CACHE`, else the
 * platform's own cache folder (Linux: the XDG base directory specification, which ignores relative paths). Throws
 * `bad-input` for a PORTOLAN_CACHE that is not absolute.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env, home: string = homedir(), platform: NodeJS.Platform = process.platform): string {
  const own = env['PORTOLAN_CACHE'] ?? '';
  if (own !== '' && !isAbsolute(own)) throw new ProblemError('bad-input', 'PORTOLAN_CACHE has to be an absolute path.', own);
  if (own !== '') return own;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'portolan');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? home, 'portolan', 'cache');
  const shared = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(shared) ? shared : join(home, '.cache'), 'portolan');
}

/** Where tarballs are kept, by digest. */
export function sourceCacheFolder(): string {
  return join(cacheFolder(), 'sources');
}
