import { formatProvide } from '#shared/rpm/dependency.ts';
import type { Catalogue } from './catalogue.ts';
import { textOf, type Demand } from './demands.ts';
import type { HiddenIndex } from './hidden.ts';
import type { Installability } from './installable.ts';
import type { ProviderIndex } from './provider-index.ts';
import type { MissingReason, Unresolvable } from './types.ts';

/** Why a demand cannot be met, without the source that has it. */
export type Explanation = Omit<Unresolvable, 'source' | 'dependency'>;
/** The same with the BuildRequires that leads there. */
export type Fault = Omit<Unresolvable, 'source'>;

/** Explains demands that {@link Installability} found unmet: the shortest chain to what is missing. */
export class Explainer {
  readonly #demands: readonly Demand[];
  readonly #possible: Installability;
  readonly #listed: Pick<Catalogue, 'binaries' | 'usable' | 'filtered'>;
  readonly #index: ProviderIndex;
  readonly #hidden: HiddenIndex;
  readonly #known = new Map<number, Explanation>();

  constructor(demands: readonly Demand[], possible: Installability, listed: Pick<Catalogue, 'binaries' | 'usable' | 'filtered'>, index: ProviderIndex, hidden: HiddenIndex) {
    this.#demands = demands;
    this.#possible = possible;
    this.#listed = listed;
    this.#index = index;
    this.#hidden = hidden;
  }

  /** The chain from an unmet demand to the capability that is missing. */
  explain(id: number): Explanation {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const explanation = this.#search(id);
    this.#known.set(id, explanation);
    return explanation;
  }

  /** Breadth first over what each demand fails on, so the chain is as short as can be. */
  #search(start: number): Explanation {
    const before = new Map<number, { readonly demand: number; readonly binary: number } | null>([[start, null]]);
    for (const id of before.keys()) {
      const demand = this.#demands[id];
      if (demand === undefined) continue;
      const steps = failingParts(demand, this.#possible).filter(({ demand: next }) => next >= 0);
      if (steps.length === 0) return { capability: textOf(this.#demands, id), via: chainTo(before, id), ...this.#reason(demand), conflict: null };
      for (const step of steps) if (!before.has(step.demand)) before.set(step.demand, { demand: id, binary: step.binary });
    }
    return { capability: textOf(this.#demands, start), via: [], reason: 'nothing-provides', best: null, conflict: null, hidden: [] };
  }

  #reason(demand: Demand): Pick<Explanation, 'reason' | 'best' | 'hidden'> {
    const without = this.#reasonWithoutModules(demand);
    // What the port has no source for, and what is kept out otherwise, is nothing that a stream would change.
    const hidden = without.reason === 'filtered' || without.reason === 'no-source' ? [] : this.#hidden.providersOf(demand.dependency);
    return hidden.length === 0 ? { ...without, hidden } : { reason: 'filtered', best: null, hidden };
  }

  #reasonWithoutModules({ dependency, found }: Demand): Pick<Explanation, 'reason' | 'best'> {
    if (found.length === 0) {
      const best = dependency.kind === 'simple' && dependency.comparison !== 'any' ? this.#index.bestVersion(dependency.name) : null;
      if (best === null || dependency.kind !== 'simple') return { reason: 'nothing-provides', best: null };
      return { reason: 'version', best: formatProvide({ name: dependency.name, comparison: 'eq', evr: best }) };
    }
    const { binaries, filtered, usable } = this.#listed;
    if (found.some((binary) => filtered[binary] === 1)) return { reason: 'filtered', best: null };
    const known = found.some((binary) => {
      const planned = binaries[binary];
      return usable[binary] === 0 && planned !== undefined && (planned.source >= 0 || planned.base >= 0);
    });
    return { reason: known ? 'other-architecture' : 'no-source', best: null };
  }
}

/** What the requirement itself is said to lack: what lies further down its chain makes it `not-installable`. */
export function reasonAtRequirement({ via, reason }: Explanation): MissingReason {
  return via.length > 0 && reason !== 'conflict' ? 'not-installable' : reason;
}

/** What an unmet demand fails on in turn: parts of a rich one (binary -1), or what its candidates require. */
function failingParts(demand: Demand, possible: Installability): { readonly demand: number; readonly binary: number }[] {
  const { rule } = demand;
  const parts = (ids: readonly number[]): { demand: number; binary: number }[] =>
    ids.filter((id) => possible.unmet[id] === 1).map((id) => ({ demand: id, binary: -1 }));
  switch (rule.kind) {
    case 'always':
      return [];
    case 'one':
      return [...demand.own, ...demand.foreign].map((binary) => ({ demand: possible.brokenBy[binary] ?? -1, binary }));
    case 'all':
    case 'any':
      return parts(rule.terms);
    case 'if':
    case 'unless':
      return parts(rule.otherwise === null ? [rule.then] : [rule.then, rule.otherwise]);
  }
}

function chainTo(before: ReadonlyMap<number, { readonly demand: number; readonly binary: number } | null>, end: number): number[] {
  const via: number[] = [];
  for (let step = before.get(end); step !== null && step !== undefined; step = before.get(step.demand)) {
    if (step.binary >= 0) via.push(step.binary);
  }
  return via.reverse();
}
