import type { HiddenProvider } from '../hidden.ts';
import type { PassMode } from '../types.ts';

/** Something that could close a gap, as far as metadata tells. */
export type Candidate =
  /** The reference has it, from a source that the port does not have: a build-only source, perhaps of another repository. */
  | { readonly kind: 'other-source'; readonly nevra: string; readonly source: string }
  /** Only a binary of an architecture that is kept out has it (multilib). */
  | { readonly kind: 'other-architecture'; readonly nevra: string }
  /** The name is there, but in no version that would do; this is the highest. */
  | { readonly kind: 'other-version'; readonly nevra: string; readonly offers: string }
  /** The port has the source that would build it, but the reference knows no binary of that: it is built on other machines only. */
  | { readonly kind: 'unlisted'; readonly source: string }
  /** It is there, but modular filtering hides it. */
  | { readonly kind: 'hidden'; readonly provider: HiddenProvider }
  /** It names the word length of a machine (`ppc-32`): the BuildRequires were true where the SRPM was made, not here. */
  | { readonly kind: 'other-machine'; readonly machine: string }
  /** Nothing has it; a source of this name is what usually would. A guess from the capability's spelling. */
  | { readonly kind: 'guess'; readonly source: string };

/** A capability that cannot be had, and who wants it. */
export interface MissingCapability {
  readonly capability: string;
  /** Sources that cannot be built for want of it, by name. */
  readonly wantedBy: readonly string[];
  /** How many others wait for those, directly or over others, in a pass where nothing else may serve. */
  readonly holdsUp: number;
  readonly candidates: readonly Candidate[];
}

/** A BuildRequires with a version that no foreign base reaches: before it can be met something must have been built. */
export interface VersionFloor {
  /** The highest demand: `gcc >= 8.3.1-5.2`. */
  readonly dependency: string;
  readonly wantedBy: readonly string[];
  /** What the foreign bases have of it, at its highest: `gcc = 8.0.1-0.20`, and which base. */
  readonly offers: string;
  readonly base: string;
  /** The source of the port that builds it; empty where none does. */
  readonly provider: string;
  /**
   * - `order`: the port builds it before it is wanted
   * - `ladder`: who wants it is needed to build it, so a version between must be built or imported first
   * - `missing`: nothing of the port reaches the version either
   */
  readonly need: 'order' | 'ladder' | 'missing';
}

/** A source with a BuildRequires that only its own binaries serve. */
export interface SelfLoop {
  readonly source: string;
  readonly dependencies: readonly string[];
  /** A foreign base can serve the first build. */
  readonly baseServes: boolean;
}

/** What importing every noarch-only source from the reference would save. */
export interface NoarchSaving {
  readonly sources: number;
  /** Sizes of the largest component by direct BuildRequires, and with the run-time closure. */
  readonly largest: { readonly direct: readonly [before: number, after: number]; readonly closure: readonly [before: number, after: number] };
  /** Sources in any cycle with the run-time closure. */
  readonly inCycles: readonly [before: number, after: number];
}

/** One stop on the way from the foreign base to an own one: sources in one step need each other. */
export interface BaseStep {
  readonly sources: readonly string[];
}

/** What a builder's root is made of, and in which order the port's own packages take its place. */
export interface InitialBase {
  /** The names that were looked up, as rich dependencies where one may stand for another. */
  readonly asked: readonly string[];
  /** The build group came from the usual list, because the project names none. */
  readonly assumed: boolean;
  /** Those that nothing of the port provides. */
  readonly missing: readonly string[];
  readonly sources: number;
  /** The toolchain first: a stage list with repeats. */
  readonly toolchain: readonly { readonly what: string; readonly sources: readonly string[] }[];
  /** Everything else of the base, in build order. */
  readonly order: readonly BaseStep[];
}

/** How far the first pass gets if everything that can be tried builds. */
export interface PassReach {
  readonly mode: PassMode;
  readonly portable: number;
  readonly reached: number;
  /** Sources with something that cannot be had. */
  readonly unresolvable: number;
  /** Others that wait for those for ever. */
  readonly behindUnresolvable: number;
  /** Others still: in a cycle that no base breaks, or behind one. */
  readonly behindCycles: number;
}

/** What a team must know before the first build, from metadata alone. */
export interface FirstMorning {
  readonly sources: number;
  readonly bases: readonly string[];
  readonly reach: PassReach;
  readonly missing: readonly MissingCapability[];
  readonly floors: readonly VersionFloor[];
  readonly selfLoops: readonly SelfLoop[];
  readonly cycles: { readonly direct: readonly number[]; readonly closure: readonly number[] };
  readonly noarch: NoarchSaving;
  readonly initialBase: InitialBase;
}

/** The part that needs the packages themselves, found where they are at hand; the rest follows from the plan. */
export interface MorningFindings {
  /** By capability. */
  readonly candidates: Readonly<Record<string, readonly Candidate[]>>;
  readonly floors: readonly VersionFloor[];
  readonly initialBase: InitialBase;
}
