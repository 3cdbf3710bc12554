import { formatEvr } from '#shared/rpm/evr.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import type { Apart } from './apart.ts';
import type { BuildrootFinder, Found } from './buildroot-finder.ts';
import type { DemandTable } from './demands.ts';
import type { Fault } from './explain.ts';
import type { PlannedBinary } from './types.ts';

/** The architecture of what stands for a source in a buildroot; no binary package has it. */
const SOURCE_ARCH = 'src';

/**
 * What stands in a buildroot for a source with BuildConflicts, as rpmbuild checks them (build/build.c, rpmSpecCheckDeps: the source's
 * header goes into a transaction, whose Conflicts count): a package that nobody provides or requires but the source itself, and that
 * has them as its Conflicts. Its name is none that a dependency can have.
 */
export function refuserOf({ name, evr, buildConflicts }: SourcePackage): { readonly stands: BinaryPackage; readonly planned: PlannedBinary } {
  const own = `(BuildConflicts of ${name})`;
  return {
    stands: { name: own, evr, arch: SOURCE_ARCH, sourceRpm: '', provides: [{ name: own, comparison: 'any', evr: null }], requires: [], conflicts: buildConflicts, obsoletes: [], recommends: [], files: [] },
    planned: { name, nevra: `${name}-${formatEvr(evr)}.${SOURCE_ARCH}`, arch: SOURCE_ARCH, source: -1, base: -1 },
  };
}

/** Whether a planned binary stands for a source's BuildConflicts. */
export function isRefuser(binary: PlannedBinary | undefined): boolean {
  return binary?.arch === SOURCE_ARCH;
}

/** What asks for a refuser. */
export function refuserDemand({ name }: BinaryPackage): Dependency {
  return { kind: 'simple', name, comparison: 'any', evr: null };
}

interface Refusing {
  readonly packages: readonly BinaryPackage[];
  /** By source: what stands for its BuildConflicts; -1 where it has none. */
  readonly refusers: readonly number[];
  readonly table: DemandTable;
  readonly apart: Apart;
  /** What the build group installs. */
  readonly group: Iterable<number>;
}

/** Finds the buildroots of sources with their BuildConflicts in force. */
export class RefusingFinder {
  readonly #finder: BuildrootFinder;
  readonly #input: Refusing;
  readonly #group: ReadonlySet<number>;

  constructor(finder: BuildrootFinder, input: Refusing) {
    this.#finder = finder;
    this.#input = input;
    this.#group = new Set(input.group);
  }

  /** As `BuildrootFinder.find`; what a conflict's fault is about is the BuildRequires, never the source itself. */
  find(source: number, wanted: readonly number[]): Found {
    const { packages, refusers, table } = this.#input;
    const refuser = refusers[source] ?? -1;
    const stands = packages[refuser];
    if (stands === undefined) return this.#finder.find(wanted);
    // First, so that nothing is chosen that it refuses.
    const found = this.#finder.find([table.idOf(refuserDemand(stands)), ...wanted]);
    const faults = found.faults.map((fault) => turned(fault, refuser));
    return { ...found, faults: faults.length > 0 || found.undecided ? faults : this.#againstGroup(refuser, stands.name) };
  }

  /** The build group is installed before anybody looks at BuildConflicts, and only a BuildRequires takes a package of it out again. */
  #againstGroup(refuser: number, wanted: string): readonly Fault[] {
    const { apart } = this.#input;
    const { solver } = this.#finder;
    const stays = (binary: number): boolean => this.#group.has(binary) && !(apart.others[binary] ?? []).some((other) => other !== refuser && solver.has(other));
    const one = (apart.others[refuser] ?? []).find(stays);
    const clash = one === undefined ? null : apart.clashOf(refuser, one);
    if (one === undefined || clash?.kind !== 'conflicts') return [];
    return [{ dependency: '', capability: clash.dependency, via: [one], reason: 'conflict', best: null, conflict: { clash, one, other: refuser, dependency: wanted, via: [refuser] } }];
  }
}

/** A fault told from the side of what is refused. */
function turned(fault: Fault, refuser: number): Fault {
  const { conflict } = fault;
  if (conflict?.one !== refuser) return fault;
  const { clash, other, dependency, via } = conflict;
  return { ...fault, dependency, via: via.length === 0 ? [other] : via, conflict: { clash, one: other, other: refuser, dependency: fault.dependency, via: fault.via } };
}
