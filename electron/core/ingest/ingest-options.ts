import { METADATA_LIMITS, type MetadataLimits } from '#shared/rpm/repodata/limits.ts';

/** What an ingest may read before it is refused; far above what real repositories have. */
export interface IngestLimits extends MetadataLimits {
  /** Bytes of repomd.xml. */
  readonly indexBytes: number;
  /** Bytes of one metadata file as it is stored. */
  readonly fileBytes: number;
  /** Bytes of one metadata file when decompressed. */
  readonly openBytes: number;
}

export const INGEST_LIMITS: IngestLimits = {
  ...METADATA_LIMITS,
  indexBytes: 8 * 1024 ** 2,
  fileBytes: 1024 ** 3,
  openBytes: 8 * 1024 ** 3,
};

/** `index`: repomd.xml; `fetch`: a file comes over the network; `packages`: primary is read; `files`: filelists are read. */
export type IngestPhase = 'index' | 'fetch' | 'packages' | 'files';

export interface IngestProgress {
  readonly phase: IngestPhase;
  /** The repository that is being read, as it was given. */
  readonly location: string;
  /** Bytes done and to do, as stored, over all files known so far to be needed; the total may grow while indexes are read. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface IngestOptions {
  /** Where downloads and parsed results are kept; made where it is missing. */
  readonly cacheFolder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined;
  readonly limits?: Partial<IngestLimits> | undefined;
  /**
   * Takes what keeps the parsed results in the cache, to be called once whoever asked has the answer: it takes a good part of the time
   * that reading does. Left out, the answer waits for it. Never rejects.
   */
  readonly later?: Later | undefined;
}

export type Later = (keep: () => Promise<void>) => void;

/** One ingest on its way: its options with defaults, and the sums of its progress. */
export class IngestRun {
  readonly cacheFolder: string;
  /** Aborted by whoever started the ingest, or by {@link together} when a part of it has failed. */
  readonly signal: AbortSignal;
  readonly limits: IngestLimits;
  private readonly stop = new AbortController();
  private readonly later: Later | undefined;
  private readonly onProgress: ((progress: IngestProgress) => void) | undefined;
  private doneBytes = 0;
  private totalBytes = 0;

  constructor(options: IngestOptions) {
    this.cacheFolder = options.cacheFolder;
    this.signal = options.signal === undefined ? this.stop.signal : AbortSignal.any([options.signal, this.stop.signal]);
    this.limits = { ...INGEST_LIMITS, ...options.limits };
    this.later = options.later;
    this.onProgress = options.onProgress;
  }

  /** The results of parts that run at once. When one fails the others are stopped and waited for, and its failure is thrown. */
  async together<Value>(parts: readonly Promise<Value>[]): Promise<Value[]> {
    try {
      return await Promise.all(parts);
    } catch (thrown) {
      this.stop.abort();
      await Promise.allSettled(parts);
      throw thrown;
    }
  }

  /** Keeps a result in the cache, now or later. */
  async keep(work: () => Promise<void>): Promise<void> {
    if (this.later === undefined) await work();
    else this.later(work);
  }

  /** So many bytes more are to be read. */
  expect(bytes: number): void {
    this.totalBytes += bytes;
  }

  /** So many bytes more are done. */
  advance(phase: IngestPhase, location: string, bytes: number): void {
    this.doneBytes += bytes;
    this.onProgress?.({ phase, location, doneBytes: this.doneBytes, totalBytes: Math.max(this.totalBytes, this.doneBytes) });
  }
}
