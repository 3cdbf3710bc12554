import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { sha256Of } from './digest.ts';
import type { SourceFile } from './source-file.ts';

/** Where a finished file of this digest stands. */
export function cachedPath(cacheFolder: string, sha256: string, file: string): string {
  return join(cacheFolder, 'sha256', sha256, file);
}

/** The path of a cached file that has one of the pins, or undefined. What no longer has its digest is removed. */
export async function findCached(source: SourceFile, cacheFolder: string, signal: AbortSignal): Promise<string | undefined> {
  for (const pin of source.pins) {
    const path = cachedPath(cacheFolder, pin, source.file);
    const found = await digestOrAbsent(path, signal);
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
  const digest = await sha256Of(arrived, signal);
  if (!source.pins.includes(digest)) {
    await rm(arrived, { force: true });
    return { foreign: digest };
  }
  const path = cachedPath(cacheFolder, digest, source.file);
  await mkdir(dirname(path), { recursive: true });
  await rename(arrived, path);
  return { path };
}

async function digestOrAbsent(path: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await sha256Of(path, signal);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
}
