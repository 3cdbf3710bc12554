import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Checksum } from '#shared/rpm/repodata/repomd.ts';

/** Whether the file at `path` has this checksum. Throws what the file system throws, or an AbortError. */
export async function hasChecksum(path: string, checksum: Checksum, signal: AbortSignal | undefined): Promise<boolean> {
  const hash = createHash(checksum.algorithm);
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal });
  return hash.digest('hex') === checksum.hex;
}
