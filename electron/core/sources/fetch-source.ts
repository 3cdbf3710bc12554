import { ProblemError, problemOf, type Problem } from '#shared/vocabulary/problem.ts';

import { aptArchive, type AptArchive } from './apt-archive.ts';
import { admit, findCached } from './cache.ts';
import { download } from './download.ts';
import type { FetchOptions, SourceFile } from './source-file.ts';

/** Fetches sources, each by the first way that yields it. One fetcher refreshes the archive's index at most once. */
export interface SourceFetcher {
  /**
   * The path in the cache of a file that has one of the pins. Asked in order: the cache, Debian's source archive, the
   * look-aside caches, the address. The name of the file is `source.file`, whatever it was called where it came from. Two fetches of one file
   * at a time are the caller's to avoid. Throws a ProblemError: `not-allowed` without `allowNetwork`, `cancelled`,
   * `conflict` when all that came had another digest, else `unreachable` with what each way said as its detail.
   */
  fetch(source: SourceFile, options: FetchOptions): Promise<string>;
}

/** `archive` is replaced in tests. */
export function sourceFetcher(archive: AptArchive = aptArchive()): SourceFetcher {
  return {
    async fetch(source, options) {
      try {
        return await fetchFrom(archive, source, options);
      } catch (thrown) {
        if (options.signal.aborted) throw new ProblemError('cancelled', `Fetching ${source.file} was cancelled. What arrived is kept and continued next time.`);
        throw thrown;
      }
    },
  };
}

async function fetchFrom(archive: AptArchive, source: SourceFile, options: FetchOptions): Promise<string> {
  if (source.pins.length === 0) throw new ProblemError('bad-input', `${source.file} has no pinned digest, so nothing that arrives could be trusted. Pin its sha256 beside the spec.`);
  const cached = await findCached(source, options.cacheFolder, options.signal);
  if (cached !== undefined) return cached;
  if (!options.allowNetwork) throw new ProblemError('not-allowed', `${source.file} is not in the cache yet. Fetch the sources first: nothing is downloaded unasked.`);
  const failures: Problem[] = [];
  for (const way of waysTo(archive, source, options)) {
    const outcome = await way.arrive().then(
      (path) => ({ path }),
      (thrown: unknown) => {
        if (options.signal.aborted) throw thrown;
        return { problem: problemOf(thrown) };
      },
    );
    if ('problem' in outcome) {
      failures.push(outcome.problem);
      continue;
    }
    options.onProgress?.({ file: source.file, step: 'verify' });
    const admitted = await admit(source, outcome.path, options.cacheFolder, options.signal);
    if ('path' in admitted) return admitted.path;
    failures.push({ code: 'conflict', message: `What ${way.name} gave for ${source.file} is not the pinned file and was thrown away.`, detail: admitted.foreign });
  }
  throw summary(source, failures);
}

interface Way {
  readonly name: string;
  readonly arrive: () => Promise<string>;
}

function waysTo(archive: AptArchive, source: SourceFile, options: FetchOptions): readonly Way[] {
  const { debianSource, lookaside, url } = source;
  const ways: Way[] = [];
  if (debianSource !== undefined) ways.push({ name: "Debian's source archive", arrive: () => archive.fetch(source, debianSource, options) });
  for (const address of lookaside ?? []) ways.push({ name: address, arrive: () => download(address, source.file, options) });
  if (url !== undefined) ways.push({ name: url, arrive: () => download(url, source.file, options) });
  return ways;
}

function summary(source: SourceFile, failures: readonly Problem[]): ProblemError {
  if (failures.length === 0) return new ProblemError('not-found', `Nothing says where ${source.file} can be had: it is not in the cache, and has neither a Debian source nor a look-aside cache nor an address.`);
  const code = failures.every((failure) => failure.code === 'conflict') ? 'conflict' : 'unreachable';
  const detail = failures.map(({ message, detail: words }) => (words === undefined ? message : `${message} (${words})`)).join('\n');
  return new ProblemError(code, `${source.file} could not be fetched. ${failures.map((failure) => failure.message).join(' ')}`, detail);
}
