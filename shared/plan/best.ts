import { compareEvr } from '#shared/rpm/evr.ts';
import type { Apart } from './apart.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * Which of the candidates for a BuildRequires dnf may take with `best=1`, the setting of mock (libsolv's policy.c, which
 * dnf asks with SOLVER_FORCEBEST): those of the highest priority; of these the architecture that is listed first, and
 * noarch; of each name the highest version; and none that another of them obsoletes, unless that goes both ways.
 * What the candidates themselves require is not held to it.
 */
export class BestCandidates {
  readonly #listed: Catalogue;
  readonly #apart: Apart;
  readonly #architectures: readonly string[];

  constructor(listed: Catalogue, apart: Apart, architectures: readonly string[]) {
    this.#listed = listed;
    this.#apart = apart;
    this.#architectures = architectures;
  }

  /** In the order in which they came. The same list where all of them are among the best. */
  of(candidates: readonly number[]): readonly number[] {
    if (candidates.length < 2) return candidates;
    const { priorities } = this.#listed;
    const highest = candidates.reduce((best, binary) => Math.min(best, priorities[binary] ?? best), Infinity);
    const first = this.#ofBestArchitecture(candidates.filter((binary) => priorities[binary] === highest));
    const newest = this.#newestOfEachName(first);
    const obsoleted = newest.filter((binary) => newest.some((other) => this.#obsoletes(other, binary) && !this.#obsoletesOver(newest, binary, other)));
    const best = newest.filter((binary) => !obsoleted.includes(binary));
    return best.length === candidates.length ? candidates : best;
  }

  #ofBestArchitecture(candidates: readonly number[]): readonly number[] {
    const places = candidates.map((binary) => this.#architectures.indexOf(this.#listed.binaries[binary]?.arch ?? ''));
    const isNoarch = (binary: number): boolean => this.#listed.binaries[binary]?.arch === 'noarch';
    const best = places.reduce((least, place, index) => (place >= 0 && place < least && !isNoarch(candidates[index] ?? -1) ? place : least), Infinity);
    return candidates.filter((binary, index) => isNoarch(binary) || best === Infinity || places[index] === best);
  }

  #newestOfEachName(candidates: readonly number[]): readonly number[] {
    const newest = new Map<number, number>();
    for (const binary of [...candidates].sort((a, b) => a - b)) {
      const name = this.#apart.names[binary] ?? -1;
      const known = newest.get(name);
      const [left, right] = [this.#listed.packages[binary], this.#listed.packages[known ?? -1]];
      if (left !== undefined && (right === undefined || compareEvr(left.evr, right.evr) > 0)) newest.set(name, binary);
    }
    const kept = new Set(newest.values());
    return candidates.filter((binary) => kept.has(binary));
  }

  #obsoletes(by: number, binary: number): boolean {
    return this.#apart.names[by] !== this.#apart.names[binary] && this.#apart.obsoletes(by, binary);
  }

  /** Whether one obsoletes the other, perhaps over others of the list. */
  #obsoletesOver(list: readonly number[], from: number, to: number): boolean {
    const reached = new Set([from]);
    for (const binary of reached) {
      if (binary === to) return true;
      for (const other of list) if (this.#obsoletes(binary, other)) reached.add(other);
    }
    return false;
  }
}
