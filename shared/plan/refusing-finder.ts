import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { Apart } from './apart.ts';
import { refuserDemand } from './build-conflicts.ts';
import type { BuildrootFinder, Found } from './buildroot-finder.ts';
import type { DemandTable } from './demands.ts';
import type { Fault } from './explain.ts';

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
    return [{ dependency: '', capability: clash.dependency, via: [one], reason: 'conflict', best: null, hidden: [], conflict: { clash, one, other: refuser, dependency: wanted, via: [refuser] } }];
  }
}

/** A fault told from the side of what is refused. */
function turned(fault: Fault, refuser: number): Fault {
  const { conflict } = fault;
  if (conflict?.one !== refuser) return fault;
  const { clash, other, dependency, via } = conflict;
  return { ...fault, dependency, via: via.length === 0 ? [other] : via, conflict: { clash, one: other, other: refuser, dependency: fault.dependency, via: fault.via } };
}
