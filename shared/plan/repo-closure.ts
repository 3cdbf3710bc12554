import { formatDependency, type Dependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { canBeMet } from './met.ts';
import { PackageLookup } from './package-lookup.ts';

/** A requirement of a package that nothing in its repository provides. */
export interface UnmetRequire {
  /** NEVRA */
  readonly who: string;
  readonly dependency: string;
}

/** What the packages of a repository require and none of them provides, in the order of the packages: what `dnf repoclosure` looks for. */
export function unmetRequires(packages: readonly BinaryPackage[]): readonly UnmetRequire[] {
  const closure = new RepoClosure();
  closure.add(packages);
  return packages.flatMap((each) => closure.unmetOf(each));
}

/** The same in pieces, for whoever lets others go on in between: first all packages are added, then each is asked about. */
export class RepoClosure {
  readonly #lookup = new PackageLookup();
  readonly #known = new Map<Dependency, boolean>();

  add(packages: readonly BinaryPackage[]): void {
    this.#lookup.add(packages);
  }

  unmetOf(each: BinaryPackage): readonly UnmetRequire[] {
    // Metadata lists a capability once for each scriptlet that needs it.
    const unmet = new Set(each.requires.filter((dependency) => !this.#isMet(dependency)).map(formatDependency));
    return [...unmet].map((dependency) => ({ who: formatNevra(each), dependency }));
  }

  #isMet(dependency: Dependency): boolean {
    const known = this.#known.get(dependency);
    if (known !== undefined) return known;
    const met = canBeMet(dependency, (part) => this.#lookup.offering(part));
    this.#known.set(dependency, met);
    return met;
  }
}
