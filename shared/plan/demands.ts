import { compareEvr } from '#shared/rpm/evr.ts';
import { formatDependency, type Dependency } from '#shared/rpm/dependency.ts';
import { byText } from './by-text.ts';
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
  /** Those of them that may be installed: the port's own, best first. */
  readonly own: readonly number[];
  /** And those of the foreign bases, best first. */
  readonly foreign: readonly number[];
}

/** Decides which of two binaries serves a capability better: see {@link DemandTable}. */
type Preference = (capability: string, a: number, b: number) => number;

/**
 * The table of demands, each text once. The order among several candidates, first difference decides: the earlier
 * foreign base; the package that is named like the capability; the architecture that the port lists first; the shortest
 * name; the name's alphabetical order; the highest EVR.
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

  constructor(index: ProviderIndex, binaries: readonly PlannedBinary[], usable: Uint8Array, architectures: readonly string[]) {
    this.#index = index;
    this.#binaries = binaries;
    this.#usable = usable;
    this.#prefer = preferenceOf(index, binaries, architectures);
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
        if (dependency.name.startsWith('rpmlib(')) return this.#ruled(text, { kind: 'always' });
        return this.#served(text, dependency.name, this.#index.find(dependency));
      case 'and':
        return this.#ruled(text, { kind: 'all', terms: dependency.terms.map((term) => this.idOf(term)) });
      case 'or':
        return this.#ruled(text, { kind: 'any', terms: dependency.terms.map((term) => this.idOf(term)) });
      case 'with': {
        const [first = [], ...others] = dependency.terms.map((term) => this.#having(term));
        return this.#served(text, '', first.filter((binary) => others.every((other) => other.includes(binary))));
      }
      case 'without': {
        const right = this.#having(dependency.right);
        return this.#served(text, '', this.#having(dependency.left).filter((binary) => !right.includes(binary)));
      }
      case 'if':
      case 'unless':
        return this.#ruled(text, {
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

  #ruled(text: string, rule: Rule): Demand {
    return { text, rule, found: [], own: [], foreign: [] };
  }

  #served(text: string, capability: string, found: readonly number[]): Demand {
    const usable = found.filter((binary) => this.#usable[binary] === 1);
    if (usable.length > 1) usable.sort((a, b) => this.#prefer(capability, a, b));
    const isOwn = (binary: number): boolean => this.#binaries[binary]?.base === -1;
    return { text, rule: { kind: 'one' }, found, own: usable.filter(isOwn), foreign: usable.filter((binary) => !isOwn(binary)) };
  }
}

function preferenceOf(index: ProviderIndex, binaries: readonly PlannedBinary[], architectures: readonly string[]): Preference {
  const archOrder = (arch: string): number => {
    const position = architectures.indexOf(arch);
    return position === -1 ? architectures.length : position;
  };
  return (capability, a, b) => {
    const [left, right] = [index.packages[a], index.packages[b]];
    if (left === undefined || right === undefined) return a - b;
    return (
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
