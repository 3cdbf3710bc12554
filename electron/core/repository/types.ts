import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';

/** `repository:` of portolan.yaml. */
export interface RepositoryConfig {
  /** The repository host. */
  readonly builder: BuilderName;
  /** Absolute folder on the host that holds the generations. */
  readonly path: string;
  /** How other builders reach that folder: `http://…`, without a slash at the end. */
  readonly url: string;
}

/** One RPM to publish; `path` is the verified file on this machine. */
export interface PublishedRpm {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly path: string;
}

/** All RPMs of one attempt; they replace every RPM of the same source. */
export interface Publication {
  readonly attempt: AttemptId;
  readonly source: SourceName;
  readonly rpms: readonly PublishedRpm[];
}

/** One RPM in a generation, as its manifest names it. */
export interface GenerationEntry {
  readonly file: string;
  readonly sha256: string;
  readonly source: SourceName;
  readonly attempt: AttemptId;
}

/** One immutable state of the result repository. */
export interface Generation {
  readonly number: number;
  readonly entries: readonly GenerationEntry[];
}
