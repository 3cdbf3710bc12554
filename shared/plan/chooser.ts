import { at } from '#shared/graph/graph.ts';
import type { Apart } from './apart.ts';
import { CertainClosures } from './certain.ts';
import { Choice } from './choice.ts';
import type { Demand } from './demands.ts';
import type { Fulfilment } from './fulfilment.ts';
import type { Installability } from './installable.ts';
import type { InstalledSet } from './installed-set.ts';
import { LeanRequires } from './lean-requires.ts';
import type { Ban } from './rich-conflicts.ts';
import { newWork, type Work } from './work.ts';

const NONE: readonly number[] = [];

/** Where a choice could not go on: each candidate for a demand is kept away by something installed before. */
export interface DeadEnd {
  readonly demand: number;
  /** The best candidate, and what keeps it away; `demand` may stand for others that only this candidate serves. */
  readonly one: number;
  readonly other: number;
}

/** What a buildroot is chosen by. */
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
export class Chooser {
  readonly #input: ChoiceInput;
  readonly #demands: readonly Demand[];
  readonly #possible: Installability;
  readonly #installed: InstalledSet;
  readonly #fulfilment: Fulfilment;
  readonly #choice: Choice;
  readonly #lean: LeanRequires;
  #certain: CertainClosures;
  /** The round in which a demand was looked at last; one for each, by what asks: the port's own, or foreign. */
  readonly #askedIn: Int32Array;
  #round = 0;
  #deadEnds: DeadEnd[] = [];

  /**
   * @param installed what is chosen goes in there
   * @param fulfilment speaks of the same set
   */
  constructor(input: ChoiceInput, installed: InstalledSet, fulfilment: Fulfilment) {
    const { demands, requires, possible, apart } = input;
    this.#input = input;
    this.#demands = demands;
    this.#possible = possible;
    this.#installed = installed;
    this.#fulfilment = fulfilment;
    this.#choice = new Choice(demands, possible, apart, installed);
    this.#lean = new LeanRequires(demands, requires, possible);
    this.#certain = new CertainClosures({ ...input, lean: this.#lean }, this.#choice.preferred);
    this.#askedIn = new Int32Array(demands.length * 2);
  }

  /** From now on these are chosen before others. */
  prefer(binaries: readonly number[]): void {
    this.#choice.prefer(binaries);
    this.#certain = new CertainClosures({ ...this.#input, lean: this.#lean }, this.#choice.preferred);
  }

  /** 1 for each binary that is chosen before others. */
  get preferred(): Uint8Array {
    return this.#choice.preferred;
  }

  /** Where the last run could not go on. */
  get deadEnds(): readonly DeadEnd[] {
    return this.#deadEnds;
  }

  /** Fills the set, which has to be empty, and says what turned up on the way. Linear in the dependencies of what is installed, but for the choices. */
  run(wanted: readonly number[]): Work {
    this.#round++;
    this.#deadEnds = [];
    const work = newWork();
    for (const id of wanted) {
      work.own.open.push(id * 2);
      this.#follow(work);
    }
    do this.#settleOwn(work);
    while (this.#stepForeign(work) || this.#lookAtConditions(work));
    return work;
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
        const certain = options.length === 1 ? options[0] : options.find((binary) => this.#choice.preferred[binary] === 1);
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
    return this.#installed.firstOf(options) !== undefined || (forForeign && this.#fulfilment.providerOf(id, true) !== undefined);
  }

  #choose(entry: number, work: Work): void {
    const id = entry >> 1;
    const foreign = entry & 1;
    const demand = this.#demands[id];
    if (demand === undefined) return;
    if (demand.rule.kind === 'any') {
      const { terms } = demand.rule;
      if (terms.some((term) => this.#fulfilment.meets(term))) return;
      const term = terms.find((one) => this.#choice.canBeMet(one)) ?? terms.find((one) => this.#possible.unmet[one] === 0);
      if (term !== undefined) (foreign === 1 ? work.foreign : work.own).open.push(term * 2 + foreign);
      return;
    }
    const options = this.#options(id, foreign === 1);
    if (this.#isServed(id, options, foreign === 1)) return;
    const chosen = this.#choice.bestFree(options) ?? this.#choice.otherwise(demand);
    if (chosen !== undefined) this.#install(chosen, work);
    else if (!this.#fulfilment.meets(id)) {
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
      const branch = this.#fulfilment.meets(rule.condition) === (rule.kind === 'if') ? rule.then : rule.otherwise;
      const next = branch === null ? -1 : branch * 2 + (entry & 1);
      if (next < 0 || this.#askedIn[next] === this.#round) continue;
      isNew = true;
      (next % 2 === 1 ? work.foreign : work.own).open.push(next);
    }
    return isNew;
  }
}
