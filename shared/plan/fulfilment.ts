import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import type { InstalledSet } from './installed-set.ts';

/** Which demands the installed set meets, and by what. */
export class Fulfilment {
  readonly #demands: readonly Demand[];
  readonly #possible: Installability;
  readonly #installed: InstalledSet;

  constructor(demands: readonly Demand[], possible: Installability, installed: InstalledSet) {
    this.#demands = demands;
    this.#possible = possible;
    this.#installed = installed;
  }

  /** Which of the installed serves a demand for one capability: the best of them. */
  providerOf(id: number, forForeign = false): number | undefined {
    const first = this.#installed.firstOf((forForeign ? this.#possible.foreignOptions : this.#possible.options)[id]);
    if (first !== undefined) return first;
    const demand = this.#demands[id];
    return this.#installed.firstOf(demand?.own) ?? this.#installed.firstOf(demand?.foreign);
  }

  meets(id: number): boolean {
    const demand = this.#demands[id];
    if (demand === undefined) return false;
    const { rule } = demand;
    switch (rule.kind) {
      case 'always':
        return true;
      case 'one':
        return this.#installed.firstOf(demand.own) !== undefined || this.#installed.firstOf(demand.foreign) !== undefined;
      case 'all':
        return rule.terms.every((term) => this.meets(term));
      case 'any':
        return rule.terms.some((term) => this.meets(term));
      case 'if':
        return this.meets(rule.condition) ? this.meets(rule.then) : rule.otherwise === null || this.meets(rule.otherwise);
      case 'unless':
        return this.meets(rule.condition) ? rule.otherwise !== null && this.meets(rule.otherwise) : this.meets(rule.then);
    }
  }
}
