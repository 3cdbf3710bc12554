import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import type { HashType } from '#shared/rpm/distgit/lookaside-list.ts';

/** A digest of a file's bytes, in lower-case hex. Throws what the file system throws, or an AbortError. */
export async function digestOf(path: string, hashType: HashType, signal: AbortSignal): Promise<string> {
  const hash = createHash(hashType);
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
