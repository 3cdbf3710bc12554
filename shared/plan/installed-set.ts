import { at } from '#shared/graph/graph.ts';
import type { Apart } from './apart.ts';

const NONE: readonly number[] = [];

/** What one buildroot holds while it is chosen. One set serves all buildroots, one after the other, and is never cleared: a binary is in it if it came in this round. */
export class InstalledSet {
  readonly #apart: Apart;
  /** The round in which each binary came in last. */
  readonly #installedIn: Int32Array;
  /** The binaries of this round, in the order in which they came. */
  readonly #order: Int32Array;
  #count = 0;
  /** By name, for each of the two word lengths: who has it, and since which round. */
  readonly #holders: Int32Array;
  readonly #heldIn: Int32Array;
  #round = 0;

  constructor(apart: Apart) {
    this.#apart = apart;
    this.#installedIn = new Int32Array(apart.names.length);
    this.#order = new Int32Array(apart.names.length);
    this.#holders = new Int32Array(apart.nameCount * 2);
    this.#heldIn = new Int32Array(apart.nameCount * 2);
  }

  /** Begins with nothing. */
  begin(): void {
    this.#round++;
    this.#count = 0;
  }

  has(binary: number): boolean {
    return this.#installedIn[binary] === this.#round && this.#round > 0;
  }

  hasAll(binaries: Int32Array): boolean {
    for (let index = 0; index < binaries.length; index++) if (this.#installedIn[at(binaries, index)] !== this.#round) return false;
    return true;
  }

  /** The best of these that is there. */
  firstOf(candidates: readonly number[] = NONE): number | undefined {
    for (let index = 0; index < candidates.length; index++) {
      const binary = candidates[index] ?? -1;
      if (this.#installedIn[binary] === this.#round) return binary;
    }
    return undefined;
  }

  /** Only for a binary that is not there yet, and in whose way nothing is. */
  add(binary: number): void {
    this.#installedIn[binary] = this.#round;
    this.#order[this.#count++] = binary;
    if (at(this.#apart.wary, binary) === 0) return;
    const slot = at(this.#apart.names, binary) * 2;
    const colour = at(this.#apart.colours, binary);
    if ((colour & 1) !== 0) this.#hold(slot, binary);
    if ((colour & 2) !== 0) this.#hold(slot + 1, binary);
  }

  /** Adds those that are not there yet. */
  addAll(binaries: Int32Array): void {
    for (let index = 0; index < binaries.length; index++) {
      const binary = at(binaries, index);
      if (this.#installedIn[binary] !== this.#round) this.add(binary);
    }
  }

  /** Something that is there and that the binary clashes with; -1 where it may come in. */
  inTheWayOf(binary: number): number {
    if (this.#apart.wary[binary] === 0) return -1;
    const colour = at(this.#apart.colours, binary);
    const slot = at(this.#apart.names, binary) * 2;
    if ((colour & 1) !== 0 && this.#heldIn[slot] === this.#round) return at(this.#holders, slot);
    if ((colour & 2) !== 0 && this.#heldIn[slot + 1] === this.#round) return at(this.#holders, slot + 1);
    return this.firstOf(this.#apart.others[binary]) ?? -1;
  }

  /** A copy of what is there, in the order in which it came. */
  list(): Int32Array {
    return this.#order.slice(0, this.#count);
  }

  #hold(slot: number, binary: number): void {
    this.#holders[slot] = binary;
    this.#heldIn[slot] = this.#round;
  }
}
