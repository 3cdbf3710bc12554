import { at } from '#shared/graph/graph.ts';
import type { Apart } from './apart.ts';
import { CertainClosures } from './certain.ts';
import { Choice } from './choice.ts';
import type { Demand } from './demands.ts';
import { Fulfilment } from './fulfilment.ts';
import type { Installability } from './installable.ts';
import { InstalledSet } from './installed-set.ts';
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
  readonly #input: ChoiceInput;
  readonly #demands: readonly Demand[];
  readonly #possible: Installability;
  readonly #bans = new Map<number, Ban[]>();
  readonly #installed: InstalledSet;
  readonly #fulfilment: Fulfilment;
  readonly #choice: Choice;
  readonly #lean: LeanRequires;
  #certain: CertainClosures;
  /** The round in which a demand was looked at last; one for each, by what asks: the port's own, or foreign. */
  readonly #askedIn: Int32Array;
  #round = 0;
  #deadEnds: DeadEnd[] = [];
  #offended: Ban[] = [];
  #failing: number[] = [];

  constructor(input: ChoiceInput) {
    const { demands, requires, possible, apart, bans } = input;
    this.#input = input;
    this.#demands = demands;
    this.#possible = possible;
    for (const ban of bans) this.#bans.set(ban.binary, [...(this.#bans.get(ban.binary) ?? []), ban]);
    this.#installed = new InstalledSet(apart);
    this.#fulfilment = new Fulfilment(demands, possible, this.#installed);
    this.#choice = new Choice(demands, possible, apart, this.#installed);
    this.#lean = new LeanRequires(demands, requires);
    this.#certain = new CertainClosures({ ...input, lean: this.#lean }, this.#choice.preferred);
    this.#askedIn = new Int32Array(demands.length * 2);
  }

  /** From now on these are chosen before others: the build group is installed before any BuildRequires. */
  prefer(binaries: Iterable<number>): void {
    this.#choice.prefer([...binaries]);
    this.#certain = new CertainClosures({ ...this.#input, lean: this.#lean }, this.#choice.preferred);
  }

  get preferred(): Uint8Array {
    return this.#choice.preferred;
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
    return this.#installed.has(binary);
  }

  hasAll(binaries: Int32Array): boolean {
    return this.#installed.hasAll(binaries);
  }

  /** Which of the installed serves a demand for one capability: the best of them. */
  providerOf(id: number, forForeign = false): number | undefined {
    return this.#fulfilment.providerOf(id, forForeign);
  }

  /** Whether the buildroot solved last meets a demand. */
  meets(id: number): boolean {
    return this.#fulfilment.meets(id);
  }

  /** Takes an earlier answer up again, so that `has` and `meets` speak of it. */
  resume(buildroot: Pick<Buildroot, 'installed'>): void {
    this.#begin();
    this.#installed.addAll(buildroot.installed);
  }

  /** The buildroot for the demands with these ids. Linear in the dependencies of what is installed, but for the choices. */
  solve(wanted: readonly number[]): Buildroot {
    this.#begin();
    const work = newWork();
    for (const id of wanted) {
      work.own.open.push(id * 2);
      this.#follow(work);
    }
    do this.#settleOwn(work);
    while (this.#stepForeign(work) || this.#lookAtConditions(work));
    const installed = this.#installed.list();
    if (this.#bans.size > 0) this.#offended = [...installed].flatMap((binary) => (this.#bans.get(binary) ?? []).filter((ban) => this.#offends(ban)));
    // What came in later may have turned a condition round.
    for (const entry of work.alternatives) if (!this.meets(entry >> 1)) this.#failing.push(entry >> 1);
    for (const entry of work.conditions) if (!this.meets(entry >> 1)) this.#failing.push(entry >> 1);
    return { installed, unmet: work.unmet };
  }

  #begin(): void {
    this.#round++;
    this.#installed.begin();
    this.#deadEnds = [];
    this.#offended = [];
    this.#failing = [];
  }

  /** Looks at all that the port's own packages ask for. */
  #settleOwn(work: Work): void {
    const { own } = work;
    for (;;) {
      this.#follow(work);
      const choice = own.choices[own.nextChoice];
      if (choice === undefined) return;
      own.nextChoice++;
      this.#choose(choice, work);
    }
  }

  /** The same as far as there is no choice. */
  #follow(work: Work): void {
    const { open } = work.own;
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) this.#ask(entry, work);
  }

  /** Looks at one thing that a foreign package asks for; false when none is left. */
  #stepForeign(work: Work): boolean {
    const { foreign } = work;
    const entry = foreign.open.pop();
    if (entry !== undefined) {
      this.#ask(entry, work);
      return true;
    }
    const choice = foreign.choices[foreign.nextChoice];
    if (choice === undefined) return false;
    foreign.nextChoice++;
    this.#choose(choice, work);
    return true;
  }

  #options(id: number, forForeign: boolean): readonly number[] {
    return (forForeign ? this.#possible.foreignOptions : this.#possible.options)[id] ?? NONE;
  }

  #install(binary: number, work: Work): void {
    const { open } = work.own;
    if (this.#input.isForeign(binary)) {
      this.#installed.add(binary);
      for (const id of this.#input.requires[binary] ?? NONE) work.foreign.open.push(id * 2 + 1);
    } else if (open.length > 0 || !this.#installAtOnce(binary, work)) {
      this.#installed.add(binary);
      for (const id of this.#lean.of(binary)) if (this.#askedIn[id * 2] !== this.#round) open.push(id * 2);
    }
  }

  /** Installs a binary with all that comes with it for certain. False where that does not hold here. */
  #installAtOnce(binary: number, work: Work): boolean {
    const closure = this.#certain.of(binary);
    if (closure === null) return false;
    const { members, wary, rivals, open } = closure;
    if (rivals.length > 0 && rivals.some((rival) => this.#installed.has(rival))) return false;
    for (let index = 0; index < wary.length; index++) {
      const member = at(wary, index);
      if (!this.#installed.has(member) && this.#installed.inTheWayOf(member) !== -1) return false;
    }
    this.#installed.addAll(members);
    for (let index = 0; index < open.length; index++) this.#ask(at(open, index) * 2, work);
    return true;
  }

  #ask(entry: number, work: Work): void {
    if (this.#askedIn[entry] === this.#round) return;
    this.#askedIn[entry] = this.#round;
    const id = entry >> 1;
    const foreign = entry & 1;
    const queue = foreign === 1 ? work.foreign : work.own;
    const rule = this.#demands[id]?.rule;
    if (rule === undefined || rule.kind === 'always') return;
    if (this.#possible.unmet[id] === 1) {
      if (!work.unmet.includes(id)) work.unmet.push(id);
      return;
    }
    switch (rule.kind) {
      case 'one': {
        const options = this.#options(id, foreign === 1);
        if (this.#isServed(id, options, foreign === 1)) return;
        const certain = options.length === 1 ? options[0] : options.find((binary) => this.preferred[binary] === 1);
        if (certain !== undefined && this.#installed.inTheWayOf(certain) === -1) this.#install(certain, work);
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
        work.conditions.push(entry);
        return;
    }
  }

  /** A package of the port is served by the port's own where that has it; a foreign one by anything. */
  #isServed(id: number, options: readonly number[], forForeign: boolean): boolean {
    return this.#installed.firstOf(options) !== undefined || (forForeign && this.providerOf(id, true) !== undefined);
  }

  #choose(entry: number, work: Work): void {
    const id = entry >> 1;
    const foreign = entry & 1;
    const demand = this.#demands[id];
    if (demand === undefined) return;
    if (demand.rule.kind === 'any') {
      const { terms } = demand.rule;
      if (terms.some((term) => this.meets(term))) return;
      const term = terms.find((one) => this.#choice.canBeMet(one)) ?? terms.find((one) => this.#possible.unmet[one] === 0);
      if (term !== undefined) (foreign === 1 ? work.foreign : work.own).open.push(term * 2 + foreign);
      return;
    }
    const options = this.#options(id, foreign === 1);
    if (this.#isServed(id, options, foreign === 1)) return;
    const chosen = this.#choice.bestFree(options) ?? this.#choice.otherwise(demand);
    if (chosen !== undefined) this.#install(chosen, work);
    else if (!this.meets(id)) {
      const one = options[0] ?? -1;
      this.#deadEnds.push({ demand: id, one, other: this.#installed.inTheWayOf(one) });
    }
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
