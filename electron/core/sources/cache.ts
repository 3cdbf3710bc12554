import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { hashTypeOf, type HashType } from '#shared/rpm/distgit/lookaside-list.ts';

import { digestOf } from './digest.ts';
import type { SourceFile } from './source-file.ts';

/** Where a finished file of this digest stands. */
export function cachedPath(cacheFolder: string, pin: string, file: string): string {
  return join(cacheFolder, hashTypeOf(pin) ?? 'unknown', pin, file);
}

/** The path of a cached file that has one of the pins, or undefined. What no longer has its digest is removed. */
export async function findCached(source: SourceFile, cacheFolder: string, signal: AbortSignal): Promise<string | undefined> {
  for (const pin of source.pins) {
    const hashType = hashTypeOf(pin);
    if (hashType === undefined) continue;
    const path = cachedPath(cacheFolder, pin, source.file);
    const found = await digestOrAbsent(path, hashType, signal);
    if (found === pin) return path;
    if (found !== undefined) await rm(path, { force: true });
  }
  return undefined;
}

/**
 * Moves a finished download into the cache if its digest is pinned, in one rename on one file system. Returns its new
 * path, or the digest it has instead; a file that is refused is removed.
 */
export async function admit(
  source: SourceFile,
  arrived: string,
  cacheFolder: string,
  signal: AbortSignal,
): Promise<{ readonly path: string } | { readonly foreign: string }> {
  const digests = new Map<HashType, string>();
  for (const pin of source.pins) {
    const hashType = hashTypeOf(pin);
    if (hashType === undefined) continue;
    const digest = digests.get(hashType) ?? (await digestOf(arrived, hashType, signal));
    digests.set(hashType, digest);
    if (digest !== pin) continue;
    const path = cachedPath(cacheFolder, pin, source.file);
    await mkdir(dirname(path), { recursive: true });
    await rename(arrived, path);
    return { path };
  }
  await rm(arrived, { force: true });
  return { foreign: [...digests].map(([hashType, digest]) => `${hashType} ${digest}`).join(', ') };
}

async function digestOrAbsent(path: string, hashType: HashType, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await digestOf(path, hashType, signal);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
}
