/** One tarball (or other source file) that a spec names. */
export interface SourceFile {
  /** The name under which the spec looks for it: the last part of `Source0`. */
  readonly file: string;
  /**
   * Every digest that is accepted, in lower-case hex; its length tells what made it. Beside a spec: SHA-256, upstream's own and that of an archive that repacked it. In a
   * dist-git tree: the one that the tree names, whatever its distribution goes by.
   */
  readonly pins: readonly string[];
  /** Where look-aside caches have it by its digest, asked in this order. */
  readonly lookaside?: readonly string[] | undefined;
  /** Where upstream keeps it: the spec's `Source0` with its macros expanded. Only http and https are followed. */
  readonly url?: string | undefined;
  /** The package of Debian's source archive that carries it; the version is the one the pin was taken from. */
  readonly debianSource?: DebianSource | undefined;
}

export interface DebianSource {
  readonly name: string;
  readonly version: string;
}

/** How far a fetch is. `received` and `total` are bytes; absent where nobody knows. */
export interface FetchProgress {
  readonly file: string;
  readonly step: 'archive-index' | 'archive' | 'address' | 'verify';
  readonly received?: number | undefined;
  readonly total?: number | undefined;
}

export interface FetchOptions {
  /** Ours alone, made when absent. Finished files are in `sha256/<digest>/<file>` (or `sha1/…`), unfinished ones in `partial/`. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** True only in set-up and after an explicit click: without it nothing but the cache is asked. */
  readonly allowNetwork: boolean;
}
