import { compareEvr, type Evr } from '#shared/rpm/evr.ts';
import { formatDependency, type Dependency, type SimpleDependency } from '#shared/rpm/dependency.ts';
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

const NONE: readonly number[] = [];
const ONE: Rule = { kind: 'one' };
const ALWAYS: Rule = { kind: 'always' };
/** rpm's own features begin like this. */
const RPM_ITSELF = 'rpmlib(';

/** Decides which of two binaries serves a capability better: see {@link DemandTable}. */
type Preference = (capability: string, a: number, b: number) => number;

/**
 * The table of demands, each once, however often it is written. The order among several candidates, first difference decides: what the port
 * prefers; the lower number of the repository's priority; the earlier foreign base; the package that is named like the
 * capability; the architecture that the port lists first; the shortest name; the name's alphabetical order; the highest EVR.
 */
export class DemandTable {
  readonly demands: Demand[] = [];
  /** Rich ones by their text; simple ones by name, each with the one of its name before it (−1: none). */
  readonly #richIds = new Map<string, number>();
  readonly #lastOfName = new Map<string, number>();
  readonly #before: number[] = [];
  readonly #index: ProviderIndex;
  readonly #binaries: readonly PlannedBinary[];
  readonly #usable: Uint8Array;
  readonly #isForeign: Uint8Array;
  readonly #prefer: Preference;
  readonly #best: BestCandidates;
  readonly #bestIds: number[] = [];
  readonly #widest = new Map<number, number>();
  readonly #bases: readonly number[];

  constructor(index: ProviderIndex, listed: Catalogue, best: BestCandidates, architectures: readonly string[]) {
    this.#index = index;
    this.#binaries = listed.binaries;
    this.#usable = listed.usable;
    this.#isForeign = listed.foreign;
    this.#best = best;
    this.#bases = [...new Set(listed.binaries.map(({ base }) => base))];
    this.#prefer = preferenceOf(listed, architectures);
  }

  /** The id of the demand for a dependency: its index in `demands`. */
  idOf(dependency: Dependency): number {
    if (dependency.kind === 'simple') return this.#simpleId(dependency);
    const text = formatDependency(dependency);
    const known = this.#richIds.get(text);
    if (known !== undefined) return known;
    const id = this.demands.push(this.#demandOf(dependency)) - 1;
    this.#richIds.set(text, id);
    return id;
  }

  /**
   * Of a demand the one for a BuildRequires, or for a member of the build group: of its candidates only the best may
   * serve it (see {@link BestCandidates}), of the own ones and of each foreign base's. So it is with alternatives in an `or`;
   * of a rich one that asks for several things all may serve.
   */
  bestOf(id: number): number {
    return (this.#bestIds[id] ??= this.#findBest(id));
  }

  #findBest(id: number): number {
    const demand = this.demands[id];
    if (demand?.rule.kind === 'one' && demand.own.length + demand.foreign.length < 2) return id;
    const all = this.#alternatives(id);
    const best = all === null || all.length < 2 ? null : new Set(this.#bases.flatMap((base) => this.#best.of(all.filter((binary) => this.#binaries[binary]?.base === base))));
    const bestId = all === null || best === null || best.size === all.length ? id : this.#narrowed(id, best);
    if (bestId !== id) this.#widest.set(bestId, id);
    return bestId;
  }

  /** Of a demand of {@link bestOf} the one that all candidates may serve; itself where that makes no difference. */
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

  #simpleId(dependency: SimpleDependency): number {
    const last = this.#lastOfName.get(dependency.name) ?? -1;
    for (let id = last; id >= 0; id = this.#before[id] ?? -1) {
      const other = this.demands[id]?.dependency;
      if (other?.kind === 'simple' && isSameVersion(other, dependency)) return id;
    }
    const id = this.demands.push(this.#demandOf(dependency)) - 1;
    this.#before[id] = last;
    this.#lastOfName.set(dependency.name, id);
    return id;
  }

  #demandOf(dependency: Dependency): Demand {
    switch (dependency.kind) {
      case 'simple':
        return dependency.name.startsWith(RPM_ITSELF) ? this.#ruled(dependency) : this.#served(dependency, dependency.name, this.#index.find(dependency));
      case 'with': {
        const [first = [], ...others] = dependency.terms.map((term) => this.#having(term));
        return this.#served(dependency, '', first.filter((binary) => others.every((other) => other.includes(binary))));
      }
      case 'without': {
        const right = this.#having(dependency.right);
        return this.#served(dependency, '', this.#having(dependency.left).filter((binary) => !right.includes(binary)));
      }
      case 'and':
      case 'or':
      case 'if':
      case 'unless':
        return this.#ruled(dependency);
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

  #ruled(dependency: Dependency): Demand {
    return { dependency, rule: ruleOf(dependency, (part) => this.idOf(part)), found: NONE, own: NONE, foreign: NONE };
  }

  #served(dependency: Dependency, capability: string, found: readonly number[]): Demand {
    const [only = -1] = found;
    // Most capabilities have one provider.
    if (found.length === 1 && this.#usable[only] === 1) {
      const isPort = this.#isForeign[only] === 0;
      return { dependency, rule: ONE, found, own: isPort ? found : NONE, foreign: isPort ? NONE : found };
    }
    const isUsable = (binary: number): boolean => this.#usable[binary] === 1;
    const isOwn = (binary: number): boolean => this.#isForeign[binary] === 0;
    const usable = found.filter(isUsable).sort((a, b) => this.#prefer(capability, a, b));
    // Nearly always all of them are of one kind.
    const own = usable.every(isOwn) ? usable : usable.filter(isOwn);
    const foreign = own.length === usable.length ? NONE : usable.filter((binary) => !isOwn(binary));
    return { dependency, rule: ONE, found, own, foreign };
  }
}

/**
 * What a dependency asks of the installed set.
 * @param idOf gives a part's demand its id
 */
export function ruleOf(dependency: Dependency, idOf: (part: Dependency) => number): Rule {
  switch (dependency.kind) {
    case 'simple':
      // A package manager never looks for a provider.
      return dependency.name.startsWith(RPM_ITSELF) ? ALWAYS : ONE;
    case 'with':
    case 'without':
      return ONE;
    case 'and':
      return { kind: 'all', terms: dependency.terms.map(idOf) };
    case 'or':
      return { kind: 'any', terms: dependency.terms.map(idOf) };
    case 'if':
    case 'unless':
      return { kind: dependency.kind, then: idOf(dependency.then), condition: idOf(dependency.condition), otherwise: dependency.otherwise === null ? null : idOf(dependency.otherwise) };
  }
}

/** The text of a demand as rpm writes it; empty for an id that there is none of. */
export function textOf(demands: readonly Demand[], id: number | undefined): string {
  const demand = demands[id ?? -1];
  return demand === undefined ? '' : formatDependency(demand.dependency);
}

function isSameVersion(a: SimpleDependency, b: SimpleDependency): boolean {
  return a.comparison === b.comparison && (a.evr === b.evr || (a.evr !== null && b.evr !== null && isSameEvr(a.evr, b.evr)));
}

function isSameEvr(a: Evr, b: Evr): boolean {
  return a.epoch === b.epoch && a.version === b.version && a.release === b.release;
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
