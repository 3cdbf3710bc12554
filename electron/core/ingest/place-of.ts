import { fileURLToPath } from 'node:url';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { FolderPlace } from './folder-place.ts';
import { HttpPlace } from './http-place.ts';
import type { IngestRun } from './ingest-options.ts';
import type { Place } from './place.ts';

/** A folder's path, or a file:, http: or https: address, of the folder that holds `repodata/`. */
export function placeOf(location: string, run: IngestRun): Place {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined) return new FolderPlace(location, location, run);
  let url: URL;
  try {
    url = new URL(location);
  } catch {
    throw new ProblemError('bad-input', `${location} is not an address.`);
  }
  if (scheme === 'file') return new FolderPlace(location, fileURLToPath(url), run);
  if (scheme !== 'http' && scheme !== 'https') throw new ProblemError('unsupported', `A repository is read from a folder or over http(s); ${location} is neither.`);
  if (url.username !== '' || url.password !== '') throw new ProblemError('unsupported', `A repository's address cannot hold a user name or a password (${url.host}).`);
  return new HttpPlace(location, url, run);
}
