import type { BuildPhase } from '#shared/vocabulary/attempt-state.ts';
import type { BuiltBinary } from '#shared/port/depth.ts';
import type { FileMark } from '#shared/rpm/file-mark.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { Fault } from '#shared/vocabulary/fault.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';

/** A file that a job needs on the builder; uploaded once to the builder's cache, found there by its digest. */
export interface InputFile {
  /** File name on the builder: no slash, at most 255 bytes. */
  readonly name: string;
  /** Lower-case hex of the content. */
  readonly sha256: string;
  readonly size: number;
  /** Where the core has it on this machine. */
  readonly path: string;
}

/** A patch that is applied at the end of %prep, in the folder that %setup went into. */
export interface JobPatch extends InputFile {
  /** What `patch -p` takes. */
  readonly strip: number;
}

export interface Macro {
  readonly name: string;
  readonly value: string;
}

/** A yum repository that the buildroot installs from, by an exact generation. */
export interface InstallRepository {
  readonly id: string;
  /** `http://…` or `file:///…` as the builder reaches it. */
  readonly url: string;
}

/** The identity that a build must come out with. `epoch` null: none. */
export interface ExpectedIdentity {
  readonly name: string;
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
}

/** One attempt, as the rpmbuild driver needs it. */
export interface BuildJob {
  readonly attempt: AttemptId;
  readonly source: SourceName;
  readonly specName: string;
  readonly spec: Uint8Array;
  /** Tarballs and the spec's own patches, laid into SOURCES. */
  readonly sources: readonly InputFile[];
  /** Those of the port fixes, in order; the spec knows nothing of them. */
  readonly patches: readonly JobPatch[];
  /** Target macros and the macros of a port fix, in order; a later one wins. */
  readonly macros: readonly Macro[];
  readonly withConditions: readonly string[];
  readonly withoutConditions: readonly string[];
  readonly noCheck: boolean;
  /** Environment of rpmbuild. */
  readonly environment: Readonly<Record<string, string>>;
  /** Binary packages to install before everything else, exactly these (the planner's buildroot). */
  readonly install: readonly InputFile[];
  /** Where the remaining BuildRequires are resolved with dnf; empty: only what the root and `install` provide. */
  readonly repositories: readonly InstallRepository[];
  /** Null: take what comes (an evaluation). */
  readonly expected: ExpectedIdentity | null;
  /** What the RPMs may be for; in life `['s390x', 'noarch']`. */
  readonly architectures: readonly string[];
  /** Kept by the builder itself, from the start of the attempt. */
  readonly timeoutSeconds: number;
  /** It ends well once %prep has, and makes no results; null: it is built whole. */
  readonly until: 'prep' | null;
}

/** What the state file says, in this order; the rpmbuild phases between `preparing` and `collecting`. */
export const JOB_PHASES = ['preparing', 'prep', 'build', 'install', 'check', 'collecting'] as const;
export type JobPhase = 'preparing' | BuildPhase | 'collecting';

export type StartOutcome =
  | { readonly kind: 'started'; readonly bootId: string }
  /** The control directory was there before: whoever made it started it. */
  | { readonly kind: 'already' };

/** How a job ended on its builder. */
export type JobEnd =
  | { readonly kind: 'succeeded' }
  /** `exitCode` as the job script's README lists it; `message` is a sentence for a person. */
  | { readonly kind: 'failed'; readonly fault: Fault; readonly exitCode: number; readonly message: string }
  | { readonly kind: 'cancelled' }
  /** The builder was rebooted, the control directory is gone, or the job's own process died without a word. */
  | { readonly kind: 'lost'; readonly message: string };

/** What the builder says about one attempt without following it. */
export type JobState =
  | { readonly kind: 'starting' | 'gone' | 'died' | 'rebooted' }
  | { readonly kind: 'running'; readonly phase: JobPhase; readonly logBytes: number; readonly heartbeatAgeSeconds: number }
  | { readonly kind: 'ended'; readonly exitCode: number; readonly logBytes: number };

/** One RPM that a job made; header facts as the builder's `rpm -qp` reads them. */
export interface ResultRpm {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly name: string;
  /** Null: none. */
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
  /** `src` for the SRPM. */
  readonly arch: string;
  /** Empty for the SRPM. */
  readonly sourceRpm: string;
  /** SHA256HEADER, or SIGMD5 where there is none: the package's identity beside its NEVRA. */
  readonly headerDigest: string;
}

/** What a binary package says of itself. */
export interface DescribedRpm {
  readonly package: BinaryPackage;
  /** Of each of its files, in their order. */
  readonly marks: readonly FileMark[];
}

/** What was collected and verified; `path` is the verified file in the desk's cache. */
export interface JobResults {
  readonly rpms: readonly (ResultRpm & { readonly path: string })[];
  readonly buildroot: readonly BuiltBinary[];
  /** What the binary packages say of themselves; none of a simulation's. */
  readonly packages?: readonly DescribedRpm[];
}

/** Where a followed job's news go. A promise returned holds the stream back until it settles. */
export interface JobListener {
  /** Each byte of build.log once, in order; `offset` is where `bytes` begin. */
  readonly onLog: (bytes: Uint8Array, offset: number) => void | Promise<void>;
  readonly onPhase: (phase: JobPhase) => void;
  /** The line is down, or up again; the job goes on by itself. */
  readonly onLink?: ((up: boolean) => void) | undefined;
}
