import type { Dependency, SimpleDependency } from '../rpm/dependency.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import type { Landing, WaitingSource } from './landing.ts';
import type { PackageLookup } from './package-lookup.ts';

/** All that cannot do without a package; itself among `packages`. */
export interface Wanting {
  readonly packages: ReadonlySet<BinaryPackage>;
  readonly waiting: ReadonlySet<WaitingSource>;
  /** The build group, and with it every buildroot. */
  readonly group: boolean;
}

/**
 * Who needs a package once a landing is in, directly or over others: along each requirement that nothing but that one
 * package meets. Of a rich dependency only what `and` and `with` join counts.
 */
export class WantedBy {
  readonly #landing: Landing;
  readonly #after: PackageLookup;
  readonly #known = new Map<BinaryPackage, Wanting>();
  readonly #waitingFor = new Map<string, WaitingSource[]>();

  /** @param after the port's own packages as the landing leaves them */
  constructor(landing: Landing, after: PackageLookup) {
    this.#landing = landing;
    this.#after = after;
    for (const each of landing.ground.waiting) {
      for (const name of new Set(each.buildRequires.flatMap(certain).map((part) => part.name))) {
        const list = this.#waitingFor.get(name);
        if (list === undefined) this.#waitingFor.set(name, [each]);
        else list.push(each);
      }
    }
  }

  by(wanted: BinaryPackage): Wanting {
    const known = this.#known.get(wanted);
    if (known !== undefined) return known;
    const { base, group } = this.#landing.ground;
    const packages = new Set([wanted]);
    const waiting = new Set<WaitingSource>();
    let inGroup = false;
    for (const each of packages) {
      const isNeeded = (list: readonly Dependency[]): boolean => list.flatMap(certain).some((part) => this.#onlyOne(part) === each);
      inGroup ||= isNeeded(group);
      for (const name of new Set([...each.provides.map((provide) => provide.name), ...each.files])) {
        const asking = [...this.#after.requiring(name).map((id) => this.#after.packages[id]), ...base.requiring(name).map((id) => (this.#landing.visible.after(id) ? base.packages[id] : undefined))];
        for (const one of asking) if (one !== undefined && !packages.has(one) && isNeeded(one.requires)) packages.add(one);
        for (const one of this.#waitingFor.get(name) ?? []) if (!waiting.has(one) && isNeeded(one.buildRequires)) waiting.add(one);
      }
    }
    const found = { packages, waiting, group: inGroup };
    this.#known.set(wanted, found);
    return found;
  }

  /** The one package that meets it; null where there is none or more than one. */
  #onlyOne(part: SimpleDependency): BinaryPackage | null {
    const { visible, ground } = this.#landing;
    const own = this.#after.offering(part);
    const foreign = own.length > 1 ? [] : ground.base.offering(part).filter((id) => visible.after(id));
    if (own.length + foreign.length !== 1) return null;
    return (own[0] === undefined ? ground.base.packages[foreign[0] ?? -1] : this.#after.packages[own[0]]) ?? null;
  }
}

/** What a dependency asks for in any case. */
function certain(dependency: Dependency): readonly SimpleDependency[] {
  if (dependency.kind === 'simple') return [dependency];
  return dependency.kind === 'and' || dependency.kind === 'with' ? dependency.terms.flatMap(certain) : [];
}
