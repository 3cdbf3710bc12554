import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this person's downloads are kept for all projects: `PORTOLAN_CACHE`, else the platform's cache folder. */
export function cacheFolder(): string {
  const own = process.env['PORTOLAN_CACHE'];
  if (own !== undefined && own !== '') return own;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'portolan');
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'portolan', 'cache');
  const xdg = process.env['XDG_CACHE_HOME'];
  return join(xdg === undefined || xdg === '' ? join(homedir(), '.cache') : xdg, 'portolan');
}

export function sourceCacheFolder(): string {
  return join(cacheFolder(), 'sources');
}
