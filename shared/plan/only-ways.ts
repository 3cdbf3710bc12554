import { at } from '#shared/graph/graph.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';

/** What a binary of the port leads to as far as there is only one way. */
export interface OnlyWay {
  /** The binary itself, and what must be there wherever each demand is served by the first that may. */
  readonly members: Int32Array;
  /** Ids of the demands of the members that several may serve, or a foreign package; also rich ones. */
  readonly open: Int32Array;
}

export interface OnlyWaysInput {
  readonly demands: readonly Demand[];
  readonly requires: readonly (readonly number[])[];
  readonly possible: Installability;
  /** 1 for each binary of a foreign base. */
  readonly foreign: Uint8Array;
}

/** How many members all ways together may keep; beyond that each goes as far as its own binary. */
const MEMBERS_MAX = 16_000_000;

/**
 * Works out once for each binary what a walk through any buildroot that it is in comes by. It holds in a buildroot that has all
 * of the members: where one was kept away, something else serves in its place.
 */
export class OnlyWays {
  readonly #input: OnlyWaysInput;
  readonly #metIn: Int32Array;
  readonly #askedIn: Int32Array;
  readonly #known: (OnlyWay | undefined)[] = [];
  #round = 0;
  #members = 0;

  constructor(input: OnlyWaysInput) {
    this.#input = input;
    this.#metIn = new Int32Array(input.requires.length);
    this.#askedIn = new Int32Array(input.demands.length);
  }

  /** For a binary of the port's own. */
  from(binary: number): OnlyWay {
    return (this.#known[binary] ??= this.#walk(binary));
  }

  #walk(start: number): OnlyWay {
    const { demands, requires, possible, foreign } = this.#input;
    this.#round++;
    const members = [start];
    const open: number[] = [];
    this.#metIn[start] = this.#round;
    const isDone = this.#members > MEMBERS_MAX;
    const ask = (id: number): void => {
      if (this.#askedIn[id] === this.#round) return;
      this.#askedIn[id] = this.#round;
      const rule = demands[id]?.rule;
      const only = at(possible.only, id);
      if (rule?.kind === 'all') for (const term of rule.terms) ask(term);
      else if (only < 0 || foreign[only] === 1 || isDone) open.push(id);
      else if (this.#metIn[only] !== this.#round) {
        this.#metIn[only] = this.#round;
        members.push(only);
      }
    };
    // The list grows while it is read.
    for (const binary of members) requires[binary]?.forEach(ask);
    this.#members += members.length;
    return { members: Int32Array.from(members), open: Int32Array.from(open) };
  }
}
