import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';

/** What one source's BuildRequires install. */
export interface Buildroot {
  /** Ids of the binaries, in the order in which they were chosen. */
  readonly installed: Int32Array;
  /** Ids of the demands that nothing can meet; empty for a buildroot that can be had. */
  readonly unmet: readonly number[];
}

/**
 * Chooses what to install for a set of demands, always the same for the same input:
 * 1. whatever has but one provider, with all that it requires in turn, as far as that goes;
 * 2. then the first demand left open that has several and that nothing installed meets: a member of the build group if
 *    one has it, else the first by the order of `DemandTable`; and back to 1;
 * 3. conditions of rich dependencies are looked at when nothing else is open, and again after what they bring in.
 * Weak dependencies are left out, as mock does; conflicts and Obsoletes are not weighed.
 */
export class BuildrootSolver {
  readonly #demands: readonly Demand[];
  readonly #requires: readonly (readonly number[])[];
  readonly #isForeign: (binary: number) => boolean;
  readonly #possible: Installability;
  readonly #preferred: Uint8Array;
  /** The round in which a binary was installed last; and one for each demand, by what asks: the port's own, or foreign. */
  readonly #installedIn: Int32Array;
  readonly #askedIn: Int32Array;
  #round = 0;

  constructor(
    demands: readonly Demand[],
    requires: readonly (readonly number[])[],
    possible: Installability,
    isForeign: (binary: number) => boolean,
  ) {
    this.#demands = demands;
    this.#requires = requires;
    this.#possible = possible;
    this.#isForeign = isForeign;
    this.#preferred = new Uint8Array(requires.length);
    this.#installedIn = new Int32Array(requires.length);
    this.#askedIn = new Int32Array(demands.length * 2);
  }

  /** From now on these are chosen before others: the build group is installed before any BuildRequires. */
  prefer(binaries: Iterable<number>): void {
    for (const binary of binaries) this.#preferred[binary] = 1;
  }

  /** Whether the binary is part of the buildroot that was solved last. */
  has(binary: number): boolean {
    return this.#round > 0 && this.#installedIn[binary] === this.#round;
  }

  /** Takes an earlier answer up again, so that `has` and `meets` speak of it. */
  resume(buildroot: Buildroot): void {
    this.#round++;
    for (const binary of buildroot.installed) this.#installedIn[binary] = this.#round;
  }

  /** Which of the installed serves a demand for one capability: the best of them. */
  providerOf(id: number, forForeign = false): number | undefined {
    return this.#options(id, forForeign)?.find((binary) => this.#installedIn[binary] === this.#round);
  }

  /** Whether the buildroot solved last meets a demand. */
  meets(id: number): boolean {
    const demand = this.#demands[id];
    if (demand === undefined) return false;
    const { rule } = demand;
    switch (rule.kind) {
      case 'always':
        return true;
      case 'one':
        return demand.own.some((binary) => this.has(binary)) || demand.foreign.some((binary) => this.has(binary));
      case 'all':
        return rule.terms.every((term) => this.meets(term));
      case 'any':
        return rule.terms.some((term) => this.meets(term));
      case 'if':
      case 'unless':
        return this.meets(rule.condition) === (rule.kind === 'if') ? this.meets(rule.then) : rule.otherwise === null || this.meets(rule.otherwise);
    }
  }

  /** The buildroot for the demands with these ids. Linear in the dependencies of what is installed, but for the choices. */
  solve(wanted: readonly number[]): Buildroot {
    this.#round++;
    const installed: number[] = [];
    const unmet = new Set<number>();
    // Entries are a demand's id times 2, plus 1 where a foreign package asks.
    const open = wanted.map((id) => id * 2).reverse();
    const choices: number[] = [];
    const conditions = new Set<number>();
    let nextChoice = 0;
    const install = (binary: number): void => {
      this.#installedIn[binary] = this.#round;
      installed.push(binary);
      const foreign = this.#isForeign(binary) ? 1 : 0;
      for (const id of this.#requires[binary] ?? []) if (this.#askedIn[id * 2 + foreign] !== this.#round) open.push(id * 2 + foreign);
    };
    for (;;) {
      for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
        if (this.#askedIn[entry] === this.#round) continue;
        this.#askedIn[entry] = this.#round;
        this.#ask(entry, open, choices, conditions, install, unmet);
      }
      const entry = choices[nextChoice];
      if (entry !== undefined) {
        nextChoice++;
        this.#choose(entry, open, install);
        continue;
      }
      if (!this.#lookAtConditions(conditions, open)) break;
    }
    return { installed: Int32Array.from(installed), unmet: [...unmet] };
  }

  #options(id: number, forForeign: boolean): readonly number[] | undefined {
    return (forForeign ? this.#possible.foreignOptions : this.#possible.options)[id];
  }

  #ask(entry: number, open: number[], choices: number[], conditions: Set<number>, install: (binary: number) => void, unmet: Set<number>): void {
    const id = entry >> 1;
    const foreign = entry & 1;
    const rule = this.#demands[id]?.rule;
    if (rule === undefined || rule.kind === 'always') return;
    if (this.#possible.unmet[id] === 1) {
      unmet.add(id);
      return;
    }
    switch (rule.kind) {
      case 'one': {
        const options = this.#options(id, foreign === 1) ?? [];
        if (options.some((binary) => this.#installedIn[binary] === this.#round)) return;
        const [only] = options;
        if (options.length === 1 && only !== undefined) install(only);
        else choices.push(entry);
        return;
      }
      case 'all':
        for (const term of rule.terms) open.push(term * 2 + foreign);
        return;
      case 'any':
        choices.push(entry);
        return;
      case 'if':
      case 'unless':
        conditions.add(entry);
        return;
    }
  }

  #choose(entry: number, open: number[], install: (binary: number) => void): void {
    const id = entry >> 1;
    const foreign = entry & 1;
    const rule = this.#demands[id]?.rule;
    if (rule?.kind === 'any') {
      if (rule.terms.some((term) => this.meets(term))) return;
      const term = rule.terms.find((one) => this.#possible.unmet[one] === 0);
      if (term !== undefined) open.push(term * 2 + foreign);
      return;
    }
    const options = this.#options(id, foreign === 1) ?? [];
    if (options.some((binary) => this.#installedIn[binary] === this.#round)) return;
    const chosen = options.find((binary) => this.#preferred[binary] === 1) ?? options[0];
    if (chosen !== undefined) install(chosen);
  }

  /** Opens the branch that each condition calls for now; false when none brought anything new. */
  #lookAtConditions(conditions: ReadonlySet<number>, open: number[]): boolean {
    for (const entry of conditions) {
      const rule = this.#demands[entry >> 1]?.rule;
      if (rule?.kind !== 'if' && rule?.kind !== 'unless') continue;
      const branch = this.meets(rule.condition) === (rule.kind === 'if') ? rule.then : rule.otherwise;
      const next = branch === null ? -1 : branch * 2 + (entry & 1);
      if (next >= 0 && this.#askedIn[next] !== this.#round) open.push(next);
    }
    return open.length > 0;
  }
}
