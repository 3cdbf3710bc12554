import { formatDependency, type Dependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { canBeMet } from './met.ts';
import { indexProviders } from './provider-index.ts';

/** A requirement of a package that nothing in its repository provides. */
export interface UnmetRequire {
  /** NEVRA */
  readonly who: string;
  readonly dependency: string;
}

/** What the packages of a repository require and none of them provides, in the order of the packages: what `dnf repoclosure` looks for. */
export function unmetRequires(packages: readonly BinaryPackage[]): readonly UnmetRequire[] {
  return packages.flatMap(repoClosure(packages));
}

/** The same, package by package, for whoever lets others go on in between. */
export function repoClosure(packages: readonly BinaryPackage[]): (each: BinaryPackage) => readonly UnmetRequire[] {
  const { find } = indexProviders(packages, packages.flatMap(({ requires }) => requires));
  const known = new Map<Dependency, boolean>();
  const isMet = (dependency: Dependency): boolean => {
    const before = known.get(dependency);
    if (before !== undefined) return before;
    const met = canBeMet(dependency, find);
    known.set(dependency, met);
    return met;
  };
  return (each) => {
    // Metadata lists a capability once for each scriptlet that needs it.
    const unmet = new Set(each.requires.filter((dependency) => !isMet(dependency)).map(formatDependency));
    return [...unmet].map((dependency) => ({ who: formatNevra(each), dependency }));
  };
}
