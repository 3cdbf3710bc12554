import { at } from '#shared/graph/graph.ts';
import type { Apart } from './apart.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import { InstalledSet } from './installed-set.ts';
import type { LeanRequires } from './lean-requires.ts';

/** What comes with a binary for certain, however the rest of the buildroot is chosen. */
export interface CertainClosure {
  /** The binary itself, and all that it leads to where there is no choice. */
  readonly members: Int32Array;
  /** Ids of the demands of the members that leave a choice, in the order in which they turn up. */
  readonly open: Int32Array;
  /** Those of the members that may clash with something: only where nothing is in their way does this hold. */
  readonly wary: Int32Array;
  /** Other candidates for what the build group serves: only where none of them is installed does this hold. */
  readonly rivals: Int32Array;
}

export interface CertainInput {
  readonly demands: readonly Demand[];
  readonly possible: Installability;
  readonly apart: Apart;
  readonly lean: LeanRequires;
  readonly isForeign: (binary: number) => boolean;
}

/** How many members all closures together may keep; beyond that a buildroot is put together step by step again. */
const MEMBERS_MAX = 16_000_000;
const NOTHING = new Int32Array(0);

/**
 * Works out once for each binary what the chooser would otherwise walk through for each buildroot that the binary is in. A walk from
 * a binary, depth first, comes by what it has not seen yet in the same order whatever it has seen before, provided that whatever that
 * leads to was seen too; so a closure can be installed at a blow, and what stands in it already be passed over.
 */
export class CertainClosures {
  readonly #input: CertainInput;
  readonly #preferred: Uint8Array;
  readonly #walked: InstalledSet;
  readonly #askedIn: Int32Array;
  readonly #known: (CertainClosure | null | undefined)[] = [];
  #round = 0;
  #members = 0;

  /** @param preferred 1 for each binary that is chosen before others */
  constructor(input: CertainInput, preferred: Uint8Array) {
    this.#input = input;
    this.#preferred = preferred;
    this.#walked = new InstalledSet(input.apart);
    this.#askedIn = new Int32Array(input.demands.length);
  }

  /** Null where it must be walked through each time: its members clash among themselves, or one of them is foreign. */
  of(binary: number): CertainClosure | null {
    let known = this.#known[binary];
    if (known === undefined) known = this.#known[binary] = this.#members > MEMBERS_MAX ? null : this.#walk(binary);
    return known;
  }

  #walk(start: number): CertainClosure | null {
    const { demands, possible, apart } = this.#input;
    this.#walked.begin();
    this.#round++;
    const stack: number[] = [];
    const open: number[] = [];
    const rivals: number[] = [];
    if (!this.#enter(start, stack)) return null;
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (this.#askedIn[id] === this.#round) continue;
      this.#askedIn[id] = this.#round;
      const only = at(possible.only, id);
      if (only >= 0) {
        if (!this.#walked.has(only) && !this.#enter(only, stack)) return null;
        continue;
      }
      const rule = demands[id]?.rule;
      if (rule === undefined || possible.unmet[id] === 1) return null;
      if (rule.kind === 'all') stack.push(...rule.terms);
      else if (rule.kind === 'one') {
        const options = possible.options[id] ?? [];
        if (this.#walked.firstOf(options) !== undefined) continue;
        const certain = options.find((binary) => this.#preferred[binary] === 1);
        if (certain === undefined) open.push(id);
        else {
          for (const other of options) if (other !== certain) rivals.push(other);
          if (!this.#enter(certain, stack)) return null;
        }
      } else if (rule.kind !== 'always') open.push(id);
    }
    const members = this.#walked.list();
    this.#members += members.length;
    return { members, open: packed(open), wary: members.filter((binary) => apart.wary[binary] === 1), rivals: packed(rivals) };
  }

  #enter(binary: number, stack: number[]): boolean {
    if (this.#input.isForeign(binary) || this.#walked.inTheWayOf(binary) !== -1) return false;
    this.#walked.add(binary);
    const requires = this.#input.lean.of(binary);
    for (let index = 0; index < requires.length; index++) {
      const id = requires[index] ?? 0;
      if (this.#askedIn[id] !== this.#round) stack.push(id);
    }
    return true;
  }
}

function packed(numbers: readonly number[]): Int32Array {
  return numbers.length === 0 ? NOTHING : Int32Array.from(numbers);
}
