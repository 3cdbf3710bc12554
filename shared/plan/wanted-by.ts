import type { Dependency } from '../rpm/dependency.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import type { Landing, WaitingSource } from './landing.ts';
import { membersOf } from './met.ts';
import type { PackageLookup } from './package-lookup.ts';
import { simpleParts } from './provider-index.ts';

/** All that cannot do without one of some packages; these themselves among `packages`. */
export interface Wanting {
  readonly packages: ReadonlySet<BinaryPackage>;
  readonly waiting: ReadonlySet<WaitingSource>;
  /** The build group, and with it every buildroot. */
  readonly group: boolean;
}

/** How many alternatives a rich requirement may be taken apart into; real ones have two or three. */
const CLAUSES_MAX = 64;

/**
 * Who needs at least one of some packages once a landing is in, directly or over others: along each requirement that
 * nothing else meets, which is exact as far as it goes. Rich ones are taken apart at `and` and `or`; what hangs on a
 * condition does not count.
 */
export class WantedBy {
  readonly #landing: Landing;
  readonly #after: PackageLookup;
  readonly #known = new Map<BinaryPackage, Wanting>();
  readonly #waitingFor = new Map<string, WaitingSource[]>();
  readonly #groupNames: ReadonlySet<string>;
  /** Of a dependency, by its object: what is asked for in any case, each as the packages that would do. */
  readonly #clauses = new Map<Dependency, readonly (readonly BinaryPackage[])[]>();

  /** @param after the port's own packages as the landing leaves them */
  constructor(landing: Landing, after: PackageLookup) {
    this.#landing = landing;
    this.#after = after;
    const { waiting, group } = landing.ground;
    this.#groupNames = namesIn(group);
    for (const each of waiting) {
      for (const name of namesIn(each.buildRequires)) {
        const list = this.#waitingFor.get(name);
        if (list === undefined) this.#waitingFor.set(name, [each]);
        else list.push(each);
      }
    }
  }

  /** Of one package: remembered. */
  byOne(wanted: BinaryPackage): Wanting {
    const known = this.#known.get(wanted) ?? this.by([wanted]);
    this.#known.set(wanted, known);
    return known;
  }

  /** Who needs at least one of them. */
  by(wanted: Iterable<BinaryPackage>): Wanting {
    const { base, group } = this.#landing.ground;
    const packages = new Set(wanted);
    const waiting = new Set<WaitingSource>();
    let inGroup = false;
    for (const each of packages) {
      for (const name of new Set([...each.provides.map((provide) => provide.name), ...each.files])) {
        const isNeeded = (list: readonly Dependency[]): boolean =>
          list.some((dependency) => names(dependency, name) && this.#clausesOf(dependency).some((clause) => clause.length > 0 && clause.every((one) => packages.has(one))));
        inGroup ||= this.#groupNames.has(name) && isNeeded(group);
        const asking = [...this.#after.requiring(name).map((id) => this.#after.packages[id]), ...base.requiring(name).map((id) => (this.#landing.visible.after(id) ? base.packages[id] : undefined))];
        for (const one of asking) if (one !== undefined && !packages.has(one) && isNeeded(one.requires)) packages.add(one);
        for (const one of this.#waitingFor.get(name) ?? []) if (!waiting.has(one) && isNeeded(one.buildRequires)) waiting.add(one);
      }
    }
    return { packages, waiting, group: inGroup };
  }

  /** The packages that are there after the landing and alone meet what is no `and`, `or` or condition at its outside. */
  having(dependency: Dependency): readonly BinaryPackage[] {
    const { visible, ground } = this.#landing;
    const own = this.#after.packages.length;
    const found = membersOf(dependency, (part) => [...this.#after.offering(part), ...ground.base.offering(part).flatMap((id) => (visible.after(id) ? [own + id] : []))]);
    return [...found].flatMap((id) => (id < own ? this.#after.packages[id] : ground.base.packages[id - own]) ?? []);
  }

  #clausesOf(dependency: Dependency): readonly (readonly BinaryPackage[])[] {
    const known = this.#clauses.get(dependency);
    if (known !== undefined) return known;
    const clauses = clausesOf(dependency).map((leaves) => [...new Set(leaves.flatMap((leaf) => this.having(leaf)))]);
    this.#clauses.set(dependency, clauses);
    return clauses;
  }
}

/** What a dependency asks for in any case: of each list one. */
function clausesOf(dependency: Dependency): readonly (readonly Dependency[])[] {
  switch (dependency.kind) {
    case 'simple':
    case 'with':
    case 'without':
      return [[dependency]];
    case 'and':
      return dependency.terms.flatMap(clausesOf);
    case 'or': {
      const parts = dependency.terms.map(clausesOf);
      if (parts.reduce((product, part) => product * part.length, 1) > CLAUSES_MAX) return [];
      return parts.reduce<readonly (readonly Dependency[])[]>((all, part) => all.flatMap((one) => part.map((two) => [...one, ...two])), [[]]);
    }
    case 'if':
    case 'unless':
      return [];
  }
}

function names(dependency: Dependency, name: string): boolean {
  return dependency.kind === 'simple' ? dependency.name === name : simpleParts(dependency).some((part) => part.name === name);
}

function namesIn(dependencies: readonly Dependency[]): ReadonlySet<string> {
  return new Set(dependencies.flatMap((dependency) => simpleParts(dependency).map(({ name }) => name)));
}
