import { at } from '#shared/graph/graph.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';

/**
 * What packages of the port require, as far as it makes a difference: not what a package serves itself, and one demand for all
 * those that only one and the same package serves (`libc.so.6`, in every version of its symbols).
 */
export class LeanRequires {
  readonly #demands: readonly Demand[];
  readonly #requires: readonly (readonly number[])[];
  readonly #only: Int32Array;
  /** By binary: what it requires; and the demand that stands for all that only it serves. */
  readonly #known: (readonly number[])[] = [];
  readonly #standsFor: number[] = [];
  /** By demand: the binary that it was kept for last. */
  readonly #keptFor: number[] = [];

  constructor(demands: readonly Demand[], requires: readonly (readonly number[])[], { only }: Installability) {
    this.#demands = demands;
    this.#requires = requires;
    this.#only = only;
  }

  /** Ids of demands. Only for a binary that can be installed. */
  of(binary: number): readonly number[] {
    const known = this.#known[binary];
    if (known !== undefined) return known;
    const kept: number[] = [];
    for (const id of this.#requires[binary] ?? []) {
      const only = at(this.#only, id);
      if (only === binary) continue;
      const demand = this.#demands[id];
      if (demand === undefined || demand.rule.kind === 'always') continue;
      const { own, foreign, rule } = demand;
      if (only < 0 && rule.kind === 'one' && own.includes(binary)) continue;
      // Where a foreign one could step in, what clashes is asked for demand by demand.
      const stands = only >= 0 && own.length + foreign.length === 1 ? (this.#standsFor[only] ??= id) : id;
      if (this.#keptFor[stands] === binary) continue;
      this.#keptFor[stands] = binary;
      kept.push(stands);
    }
    return (this.#known[binary] = kept);
  }
}
