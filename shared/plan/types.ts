import type { Graph } from '#shared/graph/graph.ts';
import type { Components } from '#shared/graph/components.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import type { Clash } from './apart.ts';
import type { HiddenPackage, HiddenProvider } from './hidden.ts';

/** A repository (or a root's list of provides) of another distribution for the target's architecture. */
export interface ForeignBase {
  readonly name: string;
  readonly binaries: readonly BinaryPackage[];
  /** Architectures that may be installed from it (`s390x`, `noarch`); empty: every one. */
  readonly architectures: readonly string[];
  /** As in dnf: the lower number is asked first; {@link DEFAULT_PRIORITY} where left out. */
  readonly priority?: number;
  /** Names or NEVRAs (`*` and `?` as in a shell) of what is never taken from it. */
  readonly exclude?: readonly string[];
}

/** The priority of a repository that says none, as in dnf. */
export const DEFAULT_PRIORITY = 99;

/** One repository of the reference. */
export interface ReferencePart {
  /** How many of `Universe.reference` it has: the parts follow one another in it. */
  readonly count: number;
  /** As in dnf: the lower number is asked first. */
  readonly priority: number;
  /** Names or NEVRAs (`*` and `?` as in a shell) of what is never taken from it. */
  readonly exclude: readonly string[];
}

/** All that a plan is made from. */
export interface Universe {
  readonly sources: readonly SourcePackage[];
  /** The same distribution where it exists already; each binary names the source that builds it. */
  readonly reference: readonly BinaryPackage[];
  /** How the reference is made up; where left out, or for what is beyond it, one part of {@link DEFAULT_PRIORITY} without excludes. */
  readonly referenceParts?: readonly ReferencePart[];
  /** In order: an earlier base is asked before a later one. */
  readonly foreign: readonly ForeignBase[];
  /** Names (or file paths) that mock installs before any BuildRequires. */
  readonly buildGroup: readonly string[];
  /** Architectures of the reference that may be installed (`x86_64`, `noarch`); empty: every one, multilib included. */
  readonly architectures: readonly string[];
  /** Names or NEVRAs of what is chosen before others where several serve, the first of them before the next. */
  readonly prefer?: readonly string[];
  /** Names or NEVRAs of what is never chosen, wherever it lies. */
  readonly ignore?: readonly string[];
  /** What modular filtering hides of all that could be installed otherwise. Nothing here is ever chosen: it says why something is missing. */
  readonly hidden?: readonly HiddenPackage[];
}

/**
 * A binary package that some requirement may be served by, or what stands for a source's BuildConflicts (`build-conflicts.ts`). Its index in `Plan.binaries` is its id everywhere.
 */
export interface PlannedBinary {
  readonly name: string;
  /** `name-[epoch:]version-release.arch` */
  readonly nevra: string;
  readonly arch: string;
  /** Index of the source that builds it; -1 for a foreign binary, or where the port has no such source. */
  readonly source: number;
  /** Index in `Plan.bases`; -1 for a binary of the port itself. */
  readonly base: number;
}

/**
 * - `own`: a source of the port builds it
 * - `foreign`: only a foreign base has it
 * - `missing`: see {@link MissingReason}
 */
export type RequirementStatus = 'own' | 'foreign' | 'missing';

/**
 * - `nothing-provides`: no binary of any architecture has the capability, in whatever version
 * - `version`: the capability is there, but in no version that would do
 * - `filtered`: only what a repository's `exclude`, the port's `ignore` or modular filtering keeps out has it
 * - `other-architecture`: only binaries of an architecture that is kept out have it (multilib)
 * - `no-source`: the reference has it, but the port has no source that builds it
 * - `conflict`: what it needs cannot be installed beside what the buildroot needs otherwise
 * - `not-installable`: something has it, but that in turn requires, perhaps over others, what is missing
 */
export type MissingReason = 'nothing-provides' | 'version' | 'filtered' | 'other-architecture' | 'no-source' | 'conflict' | 'not-installable';

/** Two packages that cannot be installed together, and why both are needed. */
export interface PlannedConflict {
  /** As in {@link Clash}: what keeps them apart, whose word that is, and the Conflicts or Obsoletes as rpm writes it. */
  readonly clash: Clash;
  /** Ids: `one` is what serves the capability, `other` what stands in its way. */
  readonly one: number;
  readonly other: number;
  /** The BuildRequires that leads to `other`, and the binaries between them. Both empty where only the build group has it. */
  readonly dependency: string;
  readonly via: readonly number[];
}

/** One BuildRequires and who serves it. */
export interface ResolvedRequirement {
  /** As rpm writes it: `zlib-devel >= 1.2`, `(a or b)`. */
  readonly dependency: string;
  readonly status: RequirementStatus;
  /** Null unless `status` is `missing`. */
  readonly reason: MissingReason | null;
  /** Ids of the binaries that serve it: one, or several for a rich dependency; none where it is missing, or holds without any. */
  readonly providers: readonly number[];
  /** Ids of the other binaries that could have served it, the next best first; at most {@link MAX_ALTERNATIVES}. */
  readonly alternatives: readonly number[];
  /** Ids of the foreign binaries that can serve it in place of an own one (`use-base`, or within a cycle); else empty. */
  readonly fallback: readonly number[];
  /** What would serve it, were it not for modular filtering; only where `reason` is `filtered` by that. */
  readonly hidden?: readonly HiddenProvider[];
}

/** How many alternatives a requirement lists; a capability such as a font's may have hundreds of providers. */
export const MAX_ALTERNATIVES = 20;

/** One source package of the port. Its index in `Plan.sources` is its node in every graph. */
export interface PlannedSource {
  readonly name: string;
  /** `[epoch:]version-release` */
  readonly evr: string;
  readonly summary: string;
  /** Architectures of the binaries that the reference has from it, sorted. */
  readonly arches: readonly string[];
  readonly exclusiveArch: readonly string[];
  readonly excludeArch: readonly string[];
  readonly requirements: readonly ResolvedRequirement[];
  /** What must not be in its buildroot, as rpm writes it. */
  readonly buildConflicts: readonly string[];
  /** NEVRAs of the binaries that the reference has from it, sorted; empty where the reference does not know it. */
  readonly binaries: readonly string[];
  /** The reference has binaries from it, and all of them are noarch. */
  readonly noarchOnly: boolean;
}

/** A BuildRequires that cannot be served, with the chain to what is missing. */
export interface Unresolvable {
  /** Index of the source. */
  readonly source: number;
  /** The capability that is missing at the end of the chain, with its version if it names one. */
  readonly capability: string;
  /** The BuildRequires that leads there; the same as `capability` where the chain is empty. */
  readonly dependency: string;
  /** Ids of the binaries between the two, from the BuildRequires on; empty where the BuildRequires itself is missing. */
  readonly via: readonly number[];
  /** Why `capability` is missing. */
  readonly reason: Exclude<MissingReason, 'not-installable'>;
  /** For `version`: the capability in the best version that there is (`zlib-devel = 1.2.7-17`); else null. */
  readonly best: string | null;
  /** For `conflict`, unless rich Conflicts make it up: the pair. Else null. */
  readonly conflict: PlannedConflict | null;
  /** For `filtered`: what has it and is hidden by modular filtering, the most useful first; empty where an exclude or ignore keeps it out, and for all else. */
  readonly hidden: readonly HiddenProvider[];
}

/** In a `wait` pass the foreign base serves this edge, because it lies within a cycle (or leads to the source itself). A bit of `Plan.closureBase`. */
export const BASE_BREAKS_CYCLE = 1;
/** In a `use-base` pass the foreign base can serve this edge. A bit of `Plan.closureBase`. */
export const BASE_CAN_SERVE = 2;

/**
 * What must be built before what. Node `s` of both graphs is `sources[s]`; an edge `s → p` says that a buildroot of `s`
 * holds a binary that `p` builds. Plain data and typed arrays only: it can be cloned between threads and cached.
 */
export interface Plan {
  /** Sorted by name (by code unit); the index is the source's id everywhere. */
  readonly sources: readonly PlannedSource[];
  readonly binaries: readonly PlannedBinary[];
  /** Names of the foreign bases, in order. */
  readonly bases: readonly string[];
  /** Edges to the sources that build what serves the BRs themselves. */
  readonly direct: Graph;
  /**
   * Edges to the sources of everything that the BRs pull in at run time; contains `direct`. An edge from a source to itself
   * says that its buildroot holds what only it builds: a cycle of one.
   */
  readonly closure: Graph;
  /** For each edge of `closure` (parallel to its `targets`) the bits {@link BASE_BREAKS_CYCLE} and {@link BASE_CAN_SERVE}. */
  readonly closureBase: Uint8Array;
  /**
   * For each edge of `closure` within a cycle the only BuildRequires (an index into `requirements` of its source) that leads
   * there; -1 where several do, and for every other edge.
   */
  readonly soleRequirements: Int32Array;
  /** Strongly connected components of both graphs. */
  readonly components: { readonly direct: Components; readonly closure: Components };
  /** Build order: 0 needs nothing of the port; members of one cycle share a rank. By source, over `closure`. */
  readonly ranks: Int32Array;
  /** What keeps the build group from being installed, and with it every buildroot. */
  readonly groupFaults: readonly Omit<Unresolvable, 'source'>[];
  /** Sources for which no buildroot was found, nor shown that there is none, within the limit of the search. Ascending. */
  readonly undecided: readonly number[];
  /** Only BRs that nothing provides on any architecture (`nothing-provides` or `version`, empty chain). Sorted by source. */
  readonly unresolvable: readonly Unresolvable[];
  /** What cannot be installed for another reason, or only further down the chain. Sorted by source. */
  readonly notInstallable: readonly Unresolvable[];
  /** Sources with a BR that they serve themselves (`direct` has no edge for it). Ascending. */
  readonly selfRequiring: readonly number[];
  /** What the reference counted: all its binaries (every architecture), and all BRs. */
  readonly counts: { readonly binaries: number; readonly buildRequires: number };
}

/** What `portolan plan --json` prints. */
export interface PlanSummary {
  readonly sources: number;
  readonly binaries: number;
  readonly buildRequires: number;
  readonly unresolvable: readonly { readonly source: string; readonly capability: string }[];
  /** What cannot be had for another reason than that nothing provides it, in a sentence each. */
  readonly notInstallable: readonly { readonly source: string; readonly why: string; readonly hidden: readonly HiddenProvider[] }[];
  /** What keeps the build group from being installed, in a sentence each. */
  readonly buildGroup: readonly string[];
  /** Sources of which it is not known whether they have a buildroot. */
  readonly undecided: readonly string[];
  /** Sizes of the components with more than one member, largest first. */
  readonly components: { readonly direct: readonly number[]; readonly closure: readonly number[] };
  /** How many ranks there are. */
  readonly ranks: number;
}

/** How a pass lets a source see its providers (product.md, "rolling / frozen"). */
export type PassMode = { readonly kind: 'rolling'; readonly provider: 'wait' | 'use-base'; readonly edges?: readonly EdgeRule[] | undefined } | { readonly kind: 'frozen' };

/** That one edge is treated as in a rolling pass of the other kind. Names of sources; those that the port does not have are passed over. */
export interface EdgeRule {
  /** Who needs it; left out: everybody. A rule that names one goes before one that names nobody, of two alike the later. */
  readonly source?: string | undefined;
  readonly provider: string;
  /** `none`: nobody waits for it and nothing serves, because a port fix has the source do without. */
  readonly serve: 'wait' | 'use-base' | 'none';
}

/** Where a source stands as far as blocking goes; everything finer is the business of `port`. */
export const STANDINGS = ['pending', 'in-repo', 'failed', 'left-out', 'not-for-arch', 'broken-source'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * What keeps a source from being built, in a pass:
 * - `unresolvable`: something in its buildroot cannot be had from anywhere
 * - `blocked`: something in its buildroot is planned, but not in-repo
 * - `ready`: neither
 */
export type Readiness = 'unresolvable' | 'blocked' | 'ready';

/** The end of a chain of blockers, with the sources from the blocked one to it (both included), as short as can be. */
export interface RootBlocker {
  readonly source: number;
  /** Why it is the end: what it waits for is not another source, or is itself (a cycle). */
  readonly why: 'failed' | 'left-out' | 'not-for-arch' | 'broken-source' | 'unresolvable' | 'ready' | 'cycle';
  /** The members of the cycle, ascending; just the source where `why` is not `cycle`. */
  readonly members: readonly number[];
  readonly path: readonly number[];
}
