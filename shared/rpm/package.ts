import type { Dependency, Provide } from './dependency.ts';
import type { Evr } from './evr.ts';

/** A binary package as repodata or a spec describes it. */
export interface BinaryPackage {
  readonly name: string;
  readonly evr: Evr;
  readonly arch: string;
  /** The file name of the SRPM that it was built from (`zlib-1.2.11-17.el8.src.rpm`); empty where unknown. */
  readonly sourceRpm: string;
  readonly provides: readonly Provide[];
  readonly requires: readonly Dependency[];
  readonly conflicts: readonly Dependency[];
  readonly obsoletes: readonly Dependency[];
  readonly recommends: readonly Dependency[];
  /** Paths that it owns, as far as the metadata read names them (primary: only bin, /etc and sendmail). */
  readonly files: readonly string[];
}

/** A source package as a source repository, an SRPM header or an evaluated spec describes it. */
export interface SourcePackage {
  readonly name: string;
  readonly evr: Evr;
  readonly summary: string;
  readonly buildRequires: readonly Dependency[];
  /** What must not be in its buildroot (BuildConflicts: the Conflicts of a source package). */
  readonly buildConflicts: readonly Dependency[];
  /** Empty: every architecture. */
  readonly exclusiveArch: readonly string[];
  readonly excludeArch: readonly string[];
}
