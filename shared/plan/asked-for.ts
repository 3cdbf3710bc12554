import type { Dependency } from '#shared/rpm/dependency.ts';
import { refuserDemand } from './build-conflicts.ts';
import type { Catalogue } from './catalogue.ts';

/** Every dependency that a plan is asked about, as numbers, which are indexes into `distinct`: readers hand out one object for equal dependencies, and most are asked for many times. */
export interface AskedFor {
  /** Each object once, in the order in which it was first met. */
  readonly distinct: readonly Dependency[];
  /** By binary: what it requires. Empty for one that cannot be chosen anyway. */
  readonly requires: readonly (readonly number[])[];
  /** By source: what it build-requires. */
  readonly buildRequires: readonly (readonly number[])[];
  /** The members of the build group. */
  readonly group: readonly number[];
  /** By binary that may be installed: its rich Conflicts. */
  readonly richConflicts: readonly { readonly binary: number; readonly conflict: number }[];
  /** What asks for those that stand for a source's BuildConflicts. */
  readonly refusers: readonly number[];
}

const NONE: readonly number[] = [];

/** What the binaries that may be installed require and conflict with, what the sources build-require, and the build group. */
export function askedFor({ sources, packages, usable, refusers }: Catalogue, group: readonly Dependency[]): AskedFor {
  const distinct: Dependency[] = [];
  const numbers = new Map<Dependency, number>();
  const numberOf = (dependency: Dependency): number => {
    let number = numbers.get(dependency);
    if (number === undefined) {
      number = distinct.push(dependency) - 1;
      numbers.set(dependency, number);
    }
    return number;
  };
  const requires = packages.map((one, binary) => (usable[binary] === 1 && one.requires.length > 0 ? one.requires.map(numberOf) : NONE));
  const richConflicts: { binary: number; conflict: number }[] = [];
  packages.forEach(({ conflicts }, binary) => {
    if (usable[binary] !== 1) return;
    for (const dependency of conflicts) {
      const conflict = numberOf(dependency);
      if (dependency.kind !== 'simple') richConflicts.push({ binary, conflict });
    }
  });
  const buildRequires = sources.map((source) => source.buildRequires.map(numberOf));
  const standing = refusers.flatMap((refuser) => packages[refuser] ?? []);
  return { distinct, requires, buildRequires, group: group.map(numberOf), richConflicts, refusers: standing.map((one) => numberOf(refuserDemand(one))) };
}
