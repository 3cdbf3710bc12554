import { compareEvr } from '#shared/rpm/evr.ts';
import { formatDependency, type Dependency } from '#shared/rpm/dependency.ts';
import { at } from '#shared/graph/graph.ts';
import type { BestCandidates } from './best.ts';
import { byText } from './by-text.ts';
import type { Catalogue } from './catalogue.ts';
import type { ProviderIndex } from './provider-index.ts';
import type { PlannedBinary } from './types.ts';

/** What a dependency asks of the installed set; the numbers are ids of other demands. */
export type Rule =
  /** One of its candidates is installed. */
  | { readonly kind: 'one' }
  /** rpm itself has it (`rpmlib(...)`). */
  | { readonly kind: 'always' }
  | { readonly kind: 'all' | 'any'; readonly terms: readonly number[] }
  | { readonly kind: 'if' | 'unless'; readonly then: number; readonly condition: number; readonly otherwise: number | null };

/** One dependency, however many packages have it. */
export interface Demand {
  readonly text: string;
  readonly rule: Rule;
  /** Every binary that has it, of any architecture, in the port or not. Ids. */
  readonly found: readonly number[];
  /** The dependency itself; a rich one's parts have demands of their own. */
  readonly dependency: Dependency;
  /** Those of `found` that may be installed: the port's own, best first. */
  readonly own: readonly number[];
  /** And those of the foreign bases, best first. */
  readonly foreign: readonly number[];
}

/** Decides which of two binaries serves a capability better: see {@link DemandTable}. */
type Preference = (capability: string, a: number, b: number) => number;

/**
 * The table of demands, each text once. The order among several candidates, first difference decides: what the port
 * prefers; the lower number of the repository's priority; the earlier foreign base; the package that is named like the
 * capability; the architecture that the port lists first; the shortest name; the name's alphabetical order; the highest EVR.
 */
export class DemandTable {
  readonly demands: Demand[] = [];
  readonly #ids = new Map<string, number>();
  /** Readers hand out one object for equal dependencies; so most are never spelled out. */
  readonly #idsByObject = new Map<Dependency, number>();
  readonly #index: ProviderIndex;
  readonly #binaries: readonly PlannedBinary[];
  readonly #usable: Uint8Array;
  readonly #prefer: Preference;
  readonly #best: BestCandidates;
  readonly #bestIds = new Map<number, number>();
  readonly #widest = new Map<number, number>();
  readonly #bases: readonly number[];

  constructor(index: ProviderIndex, listed: Catalogue, best: BestCandidates, architectures: readonly string[]) {
    this.#index = index;
    this.#binaries = listed.binaries;
    this.#usable = listed.usable;
    this.#best = best;
    this.#bases = [...new Set(listed.binaries.map(({ base }) => base))];
    this.#prefer = preferenceOf(listed, architectures);
  }

  /** The id of the demand for a dependency: its index in `demands`. */
  idOf(dependency: Dependency): number {
    let id = this.#idsByObject.get(dependency);
    if (id === undefined) {
      id = this.#idOfText(dependency);
      this.#idsByObject.set(dependency, id);
    }
    return id;
  }

  /**
   * The id of the demand for a BuildRequires, or for a member of the build group: of its candidates only the best may
   * serve it (see {@link BestCandidates}), of the own ones and of each foreign base's. So it is with alternatives in an `or`;
   * of a rich one that asks for several things all may serve.
   */
  bestIdOf(dependency: Dependency): number {
    const id = this.idOf(dependency);
    const known = this.#bestIds.get(id);
    if (known !== undefined) return known;
    const all = this.#alternatives(id);
    const best = all === null || all.length < 2 ? null : new Set(this.#bases.flatMap((base) => this.#best.of(all.filter((binary) => this.#binaries[binary]?.base === base))));
    const bestId = all === null || best === null || best.size === all.length ? id : this.#narrowed(id, best);
    if (bestId !== id) this.#widest.set(bestId, id);
    this.#bestIds.set(id, bestId);
    return bestId;
  }

  /** Of a demand of {@link bestIdOf} the one that all candidates may serve; itself where that makes no difference. */
  widest(id: number): number {
    return this.#widest.get(id) ?? id;
  }

  /** Every candidate for a demand that any one of them meets; null for one that several may have to meet. */
  #alternatives(id: number): readonly number[] | null {
    const demand = this.demands[id];
    if (demand?.rule.kind === 'one') return [...demand.own, ...demand.foreign];
    if (demand?.rule.kind !== 'any') return null;
    const parts = demand.rule.terms.map((term) => this.#alternatives(term));
    return parts.includes(null) ? null : [...new Set(parts.flatMap((part) => part ?? []))];
  }

  #narrowed(id: number, best: ReadonlySet<number>): number {
    const demand = this.demands[id];
    if (demand === undefined) return id;
    const isBest = (binary: number): boolean => best.has(binary);
    const rule: Rule = demand.rule.kind === 'any' ? { kind: 'any', terms: demand.rule.terms.map((term) => this.#narrowed(term, best)) } : demand.rule;
    return this.demands.push({ ...demand, rule, own: demand.own.filter(isBest), foreign: demand.foreign.filter(isBest) }) - 1;
  }

  #idOfText(dependency: Dependency): number {
    const text = formatDependency(dependency);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const demand = this.#demandOf(text, dependency);
    const id = this.demands.push(demand) - 1;
    this.#ids.set(text, id);
    return id;
  }

  #demandOf(text: string, dependency: Dependency): Demand {
    switch (dependency.kind) {
      case 'simple':
        // rpm's own features; a package manager never looks for a provider.
        if (dependency.name.startsWith('rpmlib(')) return this.#ruled(dependency, text, { kind: 'always' });
        return this.#served(dependency, text, dependency.name, this.#index.find(dependency));
      case 'and':
        return this.#ruled(dependency, text, { kind: 'all', terms: dependency.terms.map((term) => this.idOf(term)) });
      case 'or':
        return this.#ruled(dependency, text, { kind: 'any', terms: dependency.terms.map((term) => this.idOf(term)) });
      case 'with': {
        const [first = [], ...others] = dependency.terms.map((term) => this.#having(term));
        return this.#served(dependency, text, '', first.filter((binary) => others.every((other) => other.includes(binary))));
      }
      case 'without': {
        const right = this.#having(dependency.right);
        return this.#served(dependency, text, '', this.#having(dependency.left).filter((binary) => !right.includes(binary)));
      }
      case 'if':
      case 'unless':
        return this.#ruled(dependency, text, {
          kind: dependency.kind,
          then: this.idOf(dependency.then),
          condition: this.idOf(dependency.condition),
          otherwise: dependency.otherwise === null ? null : this.idOf(dependency.otherwise),
        });
    }
  }

  /** The binaries that have a term of `with` or `without`; rpm allows `or` between them, and nests. */
  #having(dependency: Dependency): readonly number[] {
    switch (dependency.kind) {
      case 'simple':
        return this.#index.find(dependency);
      case 'or':
        return [...new Set(dependency.terms.flatMap((term) => this.#having(term)))];
      case 'and':
      case 'with':
      case 'without':
      case 'if':
      case 'unless':
        return this.demands[this.idOf(dependency)]?.found ?? [];
    }
  }

  #ruled(dependency: Dependency, text: string, rule: Rule): Demand {
    return { text, dependency, rule, found: [], own: [], foreign: [] };
  }

  #served(dependency: Dependency, text: string, capability: string, found: readonly number[]): Demand {
    const usable = found.filter((binary) => this.#usable[binary] === 1);
    if (usable.length > 1) usable.sort((a, b) => this.#prefer(capability, a, b));
    const isOwn = (binary: number): boolean => this.#binaries[binary]?.base === -1;
    return { text, dependency, rule: { kind: 'one' }, found, own: usable.filter(isOwn), foreign: usable.filter((binary) => !isOwn(binary)) };
  }
}

function preferenceOf({ packages, binaries, favours, priorities }: Catalogue, architectures: readonly string[]): Preference {
  const archOrder = (arch: string): number => {
    const position = architectures.indexOf(arch);
    return position === -1 ? architectures.length : position;
  };
  return (capability, a, b) => {
    const [left, right] = [packages[a], packages[b]];
    if (left === undefined || right === undefined) return a - b;
    return (
      at(favours, a) - at(favours, b) ||
      at(priorities, a) - at(priorities, b) ||
      (binaries[a]?.base ?? -1) - (binaries[b]?.base ?? -1) ||
      Number(right.name === capability) - Number(left.name === capability) ||
      archOrder(left.arch) - archOrder(right.arch) ||
      left.name.length - right.name.length ||
      byText(left.name, right.name) ||
      compareEvr(right.evr, left.evr) ||
      byText(right.arch, left.arch) ||
      a - b
    );
  };
}
