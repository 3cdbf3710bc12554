import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sourceCacheFolder } from '#electron/core/places/cache-folder.ts';
import { sourceFetcher } from '#electron/core/sources/fetch-source.ts';
import { parseSourcePins } from '#electron/core/sources/source-pins.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

const PINS = join(import.meta.dirname, '..', '..', 'assets', 'samples', 'starter', 'sources.yaml');

/** Fetches the starter's tarballs into the cache. One that cannot be had is told and left to the first build of it. */
export async function fetchStarterSources(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const fetcher = sourceFetcher();
  const pins = parseSourcePins(await readFile(PINS, 'utf8'), PINS);
  let fetched = 0;
  for (const source of pins.values()) {
    try {
      await fetcher.fetch(source, { cacheFolder: sourceCacheFolder(), signal, allowNetwork: true });
      fetched += 1;
    } catch (thrown) {
      const { message } = problemOf(thrown);
      say(`Not fetched: ${source.file}. ${message}`);
    }
  }
  say(`The starter's tarballs: ${fetched} of ${pins.size} in the cache`);
}
