import { shortestEdit } from './shortest-edit.ts';

/** Which line of one log is which of another. */
export interface Matching {
  /** For each line of the first its line in the second, ascending; −1 for none. */
  readonly of: Int32Array;
  /** Stretches `[aFrom, aTo, bFrom, bTo)` that were too different to be told line from line. */
  readonly coarse: readonly (readonly [number, number, number, number])[];
}

/** Stretches within stretches: a real log needs a handful. */
const DEEPEST = 60;

/**
 * Matches two logs, given as numbers of their lines below `ids`: what they begin and end with, then the lines that each
 * has once (B. Cohen’s patience diff), within what is left between those again, and a shortest edit where nothing stands
 * out. Time grows with the length of the logs, not with how they differ.
 */
export function matchLines(a: Int32Array, b: Int32Array, ids: number): Matching {
  const of = new Int32Array(a.length).fill(-1);
  const coarse: (readonly [number, number, number, number])[] = [];
  const anchors = new Anchors(a, b, ids);
  const stretches: [number, number, number, number, number][] = [[0, a.length, 0, b.length, 0]];
  for (let next = stretches.pop(); next !== undefined; next = stretches.pop()) {
    let [aFrom, aTo, bFrom, bTo] = next;
    const depth = next[4];
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) of[aFrom++] = bFrom++;
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) of[--aTo] = --bTo;
    if (aFrom === aTo || bFrom === bTo) continue;
    const found = depth < DEEPEST ? anchors.within(aFrom, aTo, bFrom, bTo) : [];
    if (found.length > 0) {
      let [aAt, bAt] = [aFrom, bFrom];
      for (const aLine of found) {
        const bLine = anchors.partnerOf(aLine);
        of[aLine] = bLine;
        stretches.push([aAt, aLine, bAt, bLine, depth + 1]);
        [aAt, bAt] = [aLine + 1, bLine + 1];
      }
      stretches.push([aAt, aTo, bAt, bTo, depth + 1]);
      continue;
    }
    const pairs = shortestEdit(a, aFrom, aTo, b, bFrom, bTo);
    if (pairs === null) coarse.push([aFrom, aTo, bFrom, bTo]);
    else for (const [aLine, bLine] of pairs) of[aLine] = bLine;
  }
  return { of, coarse };
}

/** Finds the lines that two stretches have once each, as many as stand in the same order in both. */
class Anchors {
  readonly #a: Int32Array;
  readonly #b: Int32Array;
  readonly #inA: Uint8Array;
  readonly #inB: Uint8Array;
  readonly #place: Int32Array;
  readonly #partner: Int32Array;

  constructor(a: Int32Array, b: Int32Array, ids: number) {
    this.#a = a;
    this.#b = b;
    this.#inA = new Uint8Array(ids);
    this.#inB = new Uint8Array(ids);
    this.#place = new Int32Array(ids);
    this.#partner = new Int32Array(a.length);
  }

  partnerOf(aLine: number): number {
    return this.#partner[aLine] ?? 0;
  }

  within(aFrom: number, aTo: number, bFrom: number, bTo: number): readonly number[] {
    const [a, b] = [this.#a, this.#b];
    for (let at = aFrom; at < aTo; at++) bump(this.#inA, a[at] ?? 0);
    for (let at = bFrom; at < bTo; at++) {
      bump(this.#inB, b[at] ?? 0);
      this.#place[b[at] ?? 0] = at;
    }
    const once: number[] = [];
    for (let at = aFrom; at < aTo; at++) {
      const id = a[at] ?? 0;
      if (this.#inA[id] !== 1 || this.#inB[id] !== 1) continue;
      this.#partner[at] = this.#place[id] ?? 0;
      once.push(at);
    }
    for (let at = aFrom; at < aTo; at++) this.#inA[a[at] ?? 0] = 0;
    for (let at = bFrom; at < bTo; at++) this.#inB[b[at] ?? 0] = 0;
    return this.#longestAscending(once);
  }

  /** The longest run of lines whose partners ascend (patience sorting). */
  #longestAscending(lines: readonly number[]): readonly number[] {
    const tops: number[] = [];
    const before = new Int32Array(lines.length);
    for (const [index, line] of lines.entries()) {
      const partner = this.partnerOf(line);
      let low = 0;
      let high = tops.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.partnerOf(lines[tops[middle] ?? 0] ?? 0) < partner) low = middle + 1;
        else high = middle;
      }
      before[index] = low === 0 ? -1 : (tops[low - 1] ?? -1);
      tops[low] = index;
    }
    const run: number[] = [];
    for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.push(lines[at] ?? 0);
    return run.reverse();
  }
}

function bump(counts: Uint8Array, id: number): void {
  const count = counts[id] ?? 0;
  if (count < 2) counts[id] = count + 1;
}
