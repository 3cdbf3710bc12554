import { at } from '#shared/graph/graph.ts';
import type { Apart } from './apart.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import type { InstalledSet } from './installed-set.ts';

/** Which of several candidates comes in. */
export class Choice {
  readonly #demands: readonly Demand[];
  readonly #possible: Installability;
  readonly #apart: Apart;
  readonly #installed: InstalledSet;
  /** 1 for each binary of the build group. */
  readonly preferred: Uint8Array;
  /** 1 for each that clashes with one of it. */
  readonly #againstGroup: Uint8Array;

  constructor(demands: readonly Demand[], possible: Installability, apart: Apart, installed: InstalledSet) {
    this.#demands = demands;
    this.#possible = possible;
    this.#apart = apart;
    this.#installed = installed;
    this.preferred = new Uint8Array(apart.names.length);
    this.#againstGroup = new Uint8Array(apart.names.length);
  }

  /** From now on these are chosen before others, and what clashes with none of them before the rest. */
  prefer(group: readonly number[]): void {
    for (const binary of group) this.preferred[binary] = 1;
    for (const binary of group) for (const other of this.#apart.others[binary] ?? []) this.#againstGroup[other] = 1 - at(this.preferred, other);
  }

  /** The best of the candidates, in order, that clashes with nothing installed; one of the build group, or at least none that clashes with it, goes first. */
  bestFree(candidates: readonly number[]): number | undefined {
    const isFree = (binary: number): boolean => this.#installed.inTheWayOf(binary) === -1;
    return (
      candidates.find((binary) => this.preferred[binary] === 1 && isFree(binary)) ??
      candidates.find((binary) => this.#againstGroup[binary] === 0 && isFree(binary)) ??
      candidates.find(isFree)
    );
  }

  /** Where what comes first is kept away, whatever else has the capability. */
  otherwise({ own, foreign }: Demand): number | undefined {
    const candidates = [...own, ...foreign].filter((binary) => this.#possible.broken[binary] === 0);
    return this.#installed.firstOf(candidates) === undefined ? this.bestFree(candidates) : undefined;
  }

  /** Whether a demand is not known to fail, and if it is for one capability, some candidate for it may come in. */
  canBeMet(id: number): boolean {
    if (this.#possible.unmet[id] === 1) return false;
    return this.#demands[id]?.rule.kind !== 'one' || this.bestFree(this.#possible.options[id] ?? []) !== undefined;
  }
}
