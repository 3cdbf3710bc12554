import type { Apart } from './apart.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import { LeanRequires } from './lean-requires.ts';
import type { Ban } from './rich-conflicts.ts';
import { newWork, type Work } from './work.ts';

const NONE: readonly number[] = [];

/** What one source's BuildRequires install. */
export interface Buildroot {
  /** Ids of the binaries, in the order in which they were chosen. */
  readonly installed: Int32Array;
  /** Ids of the demands that nothing can meet; empty for a buildroot that can be had. */
  readonly unmet: readonly number[];
}

/** Where a choice could not go on: each candidate for a demand is kept away by something installed before. */
export interface DeadEnd {
  readonly demand: number;
  /** The best candidate, and what keeps it away; `demand` may stand for others that only this candidate serves. */
  readonly one: number;
  readonly other: number;
}

/** What {@link BuildrootSolver} chooses by. */
export interface ChoiceInput {
  readonly demands: readonly Demand[];
  readonly requires: readonly (readonly number[])[];
  readonly possible: Installability;
  readonly apart: Apart;
  readonly bans: readonly Ban[];
  readonly isForeign: (binary: number) => boolean;
}

/**
 * Chooses what to install for a set of demands, always the same for the same input:
 * 1. whatever has but one provider, or has one in the build group, with all that it requires in turn, as far as that goes;
 * 2. then the first demand left open that has several and that nothing installed meets: the first by the order of
 *    `DemandTable` that clashes with nothing installed, nor, where it can be had so, with the build group; and back to 1;
 * 3. what foreign packages require, when all else is settled: anything installed serves them;
 * 4. conditions of rich dependencies are looked at when nothing else is open, and again after what they bring in.
 * It never goes back on a choice: where a demand's candidates all clash with what is installed it notes a dead end and goes
 * on. Weak dependencies are left out, as mock does.
 */
export class BuildrootSolver {
  readonly #demands: readonly Demand[];
  readonly #requires: readonly (readonly number[])[];
  readonly #isForeign: (binary: number) => boolean;
  readonly #possible: Installability;
  readonly #apart: Apart;
  readonly #bans = new Map<number, Ban[]>();
  /** 1 for each binary of the build group; and for each that clashes with one of it. */
  readonly #preferred: Uint8Array;
  readonly #againstGroup: Uint8Array;
  /** The round in which a binary was installed last; and one for each demand, by what asks: the port's own, or foreign. */
  readonly #installedIn: Int32Array;
  readonly #askedIn: Int32Array;
  /** By name, for each of the two word lengths: who has it, and since which round. */
  readonly #holders: Int32Array;
  readonly #heldIn: Int32Array;
  readonly #lean: LeanRequires;
  #round = 0;
  #deadEnds: DeadEnd[] = [];
  #offended: Ban[] = [];
  #failing: number[] = [];

  constructor({ demands, requires, possible, apart, bans, isForeign }: ChoiceInput) {
    this.#demands = demands;
    this.#requires = requires;
    this.#possible = possible;
    this.#apart = apart;
    this.#isForeign = isForeign;
    this.#lean = new LeanRequires(demands, requires);
    for (const ban of bans) this.#bans.set(ban.binary, [...(this.#bans.get(ban.binary) ?? []), ban]);
    this.#preferred = new Uint8Array(requires.length);
    this.#againstGroup = new Uint8Array(requires.length);
    this.#installedIn = new Int32Array(requires.length);
    this.#askedIn = new Int32Array(demands.length * 2);
    this.#holders = new Int32Array(apart.nameCount * 2);
    this.#heldIn = new Int32Array(apart.nameCount * 2);
  }

  /** From now on these are chosen before others: the build group is installed before any BuildRequires. */
  prefer(binaries: Iterable<number>): void {
    const group = [...binaries];
    for (const binary of group) this.#preferred[binary] = 1;
    for (const binary of group) for (const other of this.#apart.others[binary] ?? []) this.#againstGroup[other] = 1 - (this.#preferred[other] ?? 0);
  }

  get preferred(): Uint8Array {
    return this.#preferred;
  }

  /** Where the choices for the last buildroot could not go on. */
  get deadEnds(): readonly DeadEnd[] {
    return this.#deadEnds;
  }

  /** The rich Conflicts that it offends. */
  get offended(): readonly Ban[] {
    return this.#offended;
  }

  /** The rich demands that it does not meet after all. */
  get failing(): readonly number[] {
    return this.#failing;
  }

  /** Whether the binary is part of the buildroot that was solved last. */
  has(binary: number): boolean {
    return this.#round > 0 && this.#installedIn[binary] === this.#round;
  }

  /** Takes an earlier answer up again, so that `has` and `meets` speak of it. */
  resume(buildroot: Pick<Buildroot, 'installed'>): void {
    this.#round++;
    this.#deadEnds = [];
    this.#offended = [];
    this.#failing = [];
    for (const binary of buildroot.installed) this.#installedIn[binary] = this.#round;
  }

  /** Which of the installed serves a demand for one capability: the best of them. */
  providerOf(id: number, forForeign = false): number | undefined {
    const demand = this.#demands[id];
    return this.#firstIn(this.#options(id, forForeign)) ?? this.#firstIn(demand?.own) ?? this.#firstIn(demand?.foreign);
  }

  #firstIn(candidates: readonly number[] = NONE): number | undefined {
    for (const binary of candidates) if (this.#installedIn[binary] === this.#round) return binary;
    return undefined;
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
        return this.meets(rule.condition) ? this.meets(rule.then) : rule.otherwise === null || this.meets(rule.otherwise);
      case 'unless':
        return this.meets(rule.condition) ? rule.otherwise !== null && this.meets(rule.otherwise) : this.meets(rule.then);
    }
  }

  /** The buildroot for the demands with these ids. Linear in the dependencies of what is installed, but for the choices. */
  solve(wanted: readonly number[]): Buildroot {
    this.#round++;
    this.#deadEnds = [];
    this.#offended = [];
    this.#failing = [];
    const work = newWork();
    for (const id of wanted.toReversed()) work.own.open.push(id * 2);
    do this.#settleOwn(work);
    while (this.#stepForeign(work) || this.#lookAtConditions(work));
    if (this.#bans.size > 0) this.#offended = work.installed.flatMap((binary) => (this.#bans.get(binary) ?? []).filter((ban) => this.#offends(ban)));
    // What came in later may have turned a condition round.
    for (const entry of work.alternatives) if (!this.meets(entry >> 1)) this.#failing.push(entry >> 1);
    for (const entry of work.conditions) if (!this.meets(entry >> 1)) this.#failing.push(entry >> 1);
    return { installed: new Int32Array(work.installed), unmet: [...work.unmet] };
  }

  /** Looks at all that the port's own packages ask for. */
  #settleOwn(work: Work): void {
    const { own } = work;
    for (;;) {
      for (let entry = own.open.pop(); entry !== undefined; entry = own.open.pop()) if (this.#askedIn[entry] !== this.#round) this.#ask(entry, work);
      const choice = own.choices[own.nextChoice];
      if (choice === undefined) return;
      own.nextChoice++;
      this.#choose(choice, work);
    }
  }

  /** Looks at one thing that a foreign package asks for; false when none is left. */
  #stepForeign(work: Work): boolean {
    const { foreign } = work;
    const entry = foreign.open.pop();
    if (entry !== undefined) {
      if (this.#askedIn[entry] !== this.#round) this.#ask(entry, work);
      return true;
    }
    const choice = foreign.choices[foreign.nextChoice];
    if (choice === undefined) return false;
    foreign.nextChoice++;
    this.#choose(choice, work);
    return true;
  }

  #options(id: number, forForeign: boolean): readonly number[] | undefined {
    return (forForeign ? this.#possible.foreignOptions : this.#possible.options)[id];
  }

  #install(binary: number, work: Work): void {
    this.#installedIn[binary] = this.#round;
    work.installed.push(binary);
    const slot = (this.#apart.names[binary] ?? 0) * 2;
    const colour = this.#apart.colours[binary] ?? 0;
    if ((colour & 1) !== 0) this.#hold(slot, binary);
    if ((colour & 2) !== 0) this.#hold(slot + 1, binary);
    const foreign = this.#isForeign(binary) ? 1 : 0;
    const { open } = foreign === 1 ? work.foreign : work.own;
    const requires = foreign === 1 ? (this.#requires[binary] ?? NONE) : this.#lean.of(binary);
    for (const id of requires) if (this.#askedIn[id * 2 + foreign] !== this.#round) open.push(id * 2 + foreign);
  }

  #hold(slot: number, binary: number): void {
    this.#holders[slot] = binary;
    this.#heldIn[slot] = this.#round;
  }

  /** Something installed that the binary clashes with; -1 where it may come in. */
  #inTheWayOf(binary: number): number {
    const colour = this.#apart.colours[binary] ?? 0;
    const slot = (this.#apart.names[binary] ?? 0) * 2;
    if ((colour & 1) !== 0 && this.#heldIn[slot] === this.#round) return this.#holders[slot] ?? -1;
    if ((colour & 2) !== 0 && this.#heldIn[slot + 1] === this.#round) return this.#holders[slot + 1] ?? -1;
    for (const other of this.#apart.others[binary] ?? NONE) if (this.#installedIn[other] === this.#round) return other;
    return -1;
  }

  #ask(entry: number, work: Work): void {
    this.#askedIn[entry] = this.#round;
    const id = entry >> 1;
    const foreign = entry & 1;
    const queue = foreign === 1 ? work.foreign : work.own;
    const rule = this.#demands[id]?.rule;
    if (rule === undefined || rule.kind === 'always') return;
    if (this.#possible.unmet[id] === 1) {
      work.unmet.add(id);
      return;
    }
    switch (rule.kind) {
      case 'one': {
        const options = this.#options(id, foreign === 1) ?? NONE;
        if (this.#isServed(id, options, foreign === 1)) return;
        const certain = options.length === 1 ? options[0] : options.find((binary) => this.#preferred[binary] === 1);
        if (certain !== undefined && this.#inTheWayOf(certain) === -1) this.#install(certain, work);
        else queue.choices.push(entry);
        return;
      }
      case 'all':
        for (const term of rule.terms) queue.open.push(term * 2 + foreign);
        return;
      case 'any':
        work.alternatives.push(entry);
        queue.choices.push(entry);
        return;
      case 'unless':
      case 'if':
        work.conditions.add(entry);
        return;
    }
  }

  /** A package of the port is served by the port's own where that has it; a foreign one by anything. */
  #isServed(id: number, options: readonly number[], forForeign: boolean): boolean {
    for (const binary of options) if (this.#installedIn[binary] === this.#round) return true;
    return forForeign && this.providerOf(id, true) !== undefined;
  }

  #choose(entry: number, work: Work): void {
    const id = entry >> 1;
    const foreign = entry & 1;
    const demand = this.#demands[id];
    if (demand === undefined) return;
    if (demand.rule.kind === 'any') {
      const { terms } = demand.rule;
      if (terms.some((term) => this.meets(term))) return;
      const term = terms.find((one) => this.#canBeMet(one)) ?? terms.find((one) => this.#possible.unmet[one] === 0);
      if (term !== undefined) (foreign === 1 ? work.foreign : work.own).open.push(term * 2 + foreign);
      return;
    }
    const options = this.#options(id, foreign === 1) ?? [];
    if (this.#isServed(id, options, foreign === 1)) return;
    const chosen = this.#bestFree(options) ?? this.#otherwise(demand);
    if (chosen !== undefined) this.#install(chosen, work);
    else if (!this.meets(id)) {
      const one = options[0] ?? -1;
      this.#deadEnds.push({ demand: id, one, other: this.#inTheWayOf(one) });
    }
  }

  #bestFree(options: readonly number[]): number | undefined {
    const isFree = (binary: number): boolean => this.#inTheWayOf(binary) === -1;
    return (
      options.find((binary) => this.#preferred[binary] === 1 && isFree(binary)) ??
      options.find((binary) => this.#againstGroup[binary] === 0 && isFree(binary)) ??
      options.find(isFree)
    );
  }

  /** Where what comes first is kept away, whatever else has the capability. */
  #otherwise({ own, foreign }: Demand): number | undefined {
    const candidates = [...own, ...foreign].filter((binary) => this.#possible.broken[binary] === 0);
    return candidates.some((binary) => this.has(binary)) ? undefined : this.#bestFree(candidates);
  }

  /** Whether a term is not known to fail, and if it is for one capability, some candidate for it may come in. */
  #canBeMet(id: number): boolean {
    if (this.#possible.unmet[id] === 1) return false;
    const demand = this.#demands[id];
    return demand?.rule.kind !== 'one' || this.#bestFree(this.#possible.options[id] ?? []) !== undefined;
  }

  /** Opens the branch that each condition calls for now; false when none brought anything new. */
  #lookAtConditions(work: Work): boolean {
    let isNew = false;
    for (const entry of work.conditions) {
      const rule = this.#demands[entry >> 1]?.rule;
      if (rule?.kind !== 'if' && rule?.kind !== 'unless') continue;
      const branch = this.meets(rule.condition) === (rule.kind === 'if') ? rule.then : rule.otherwise;
      const next = branch === null ? -1 : branch * 2 + (entry & 1);
      if (next < 0 || this.#askedIn[next] === this.#round) continue;
      isNew = true;
      (next % 2 === 1 ? work.foreign : work.own).open.push(next);
    }
    return isNew;
  }

  #offends({ holding, failing, others }: Ban): boolean {
    if (others !== null) return others.some((binary) => this.has(binary));
    return holding.every((id) => this.meets(id)) && !failing.some((id) => this.meets(id));
  }
}
