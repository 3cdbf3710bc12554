import { matchLines } from './match-lines.ts';

/**
 * What a step from the earlier log to the later one says of its lines. `moved-…`: the same line is near in the other log,
 * as when make builds in parallel; `…-coarse`: the two are too different there to be told line from line.
 */
export const STEP_KINDS = ['same', 'removed', 'added', 'moved-away', 'moved-here', 'removed-coarse', 'added-coarse'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Columns of one length: `kinds` are indexes into {@link STEP_KINDS}, `counts` the lines of each step. */
export interface Steps {
  readonly kinds: readonly number[];
  readonly counts: readonly number[];
}

/** Lines further apart than this are not one another's other order. */
const NEAR = 400;

/** Which side of a comparison a kind of step takes lines from. */
export const TAKES: readonly { readonly earlier: boolean; readonly later: boolean; readonly differs: boolean }[] = [
  { earlier: true, later: true, differs: false },
  { earlier: true, later: false, differs: true },
  { earlier: false, later: true, differs: true },
  { earlier: true, later: false, differs: false },
  { earlier: false, later: true, differs: false },
  { earlier: true, later: false, differs: true },
  { earlier: false, later: true, differs: true },
];

/**
 * The steps from one log to another; lines are numbers below `ids`, `empty` the one of lines that say nothing. Followed
 * from the first they give the second.
 */
export function compareSteps(earlier: Int32Array, later: Int32Array, ids: number, empty: number): Steps {
  const { of, coarse } = matchLines(earlier, later, ids);
  const aKinds = new Uint8Array(earlier.length).fill(1);
  const bKinds = new Uint8Array(later.length).fill(2);
  for (let a = 0; a < of.length; a++) {
    const b = of[a] ?? -1;
    if (b < 0) continue;
    aKinds[a] = 0;
    bKinds[b] = 0;
  }
  for (const [aFrom, aTo, bFrom, bTo] of coarse) {
    aKinds.fill(5, aFrom, aTo);
    bKinds.fill(6, bFrom, bTo);
  }
  for (let a = 0; a < aKinds.length; a++) if (aKinds[a] === 1 && earlier[a] === empty) aKinds[a] = 3;
  for (let b = 0; b < bKinds.length; b++) if (bKinds[b] === 2 && later[b] === empty) bKinds[b] = 4;
  findMoved(earlier, later, of, aKinds, bKinds);
  return stepsOf(of, aKinds, bKinds);
}

/** Walks both logs at once and counts lines of one kind together. */
function stepsOf(of: Int32Array, aKinds: Uint8Array, bKinds: Uint8Array): Steps {
  const kinds: number[] = [];
  const counts: number[] = [];
  const put = (kind: number): void => {
    if (kinds.at(-1) === kind) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      kinds.push(kind);
      counts.push(1);
    }
  };
  let b = 0;
  for (let a = 0; a < aKinds.length; a++) {
    const partner = of[a] ?? -1;
    if (partner >= 0) {
      for (; b < partner; b++) put(bKinds[b] ?? 2);
      b += 1;
    }
    put(aKinds[a] ?? 0);
  }
  for (; b < bKinds.length; b++) put(bKinds[b] ?? 2);
  return { kinds, counts };
}

/** Marks lines that only stand in another order: in both logs, unmatched, and near. */
function findMoved(earlier: Int32Array, later: Int32Array, of: Int32Array, aKinds: Uint8Array, bKinds: Uint8Array): void {
  /** Unmatched lines of the earlier log by what they say, with the place in the later one where they would stand. */
  const waiting = new Map<number, { readonly a: number; readonly at: number }[]>();
  let at = 0;
  for (let a = 0; a < aKinds.length; a++) {
    if ((of[a] ?? -1) >= 0) at = (of[a] ?? 0) + 1;
    if (aKinds[a] !== 1) continue;
    const id = earlier[a] ?? 0;
    const list = waiting.get(id);
    if (list === undefined) waiting.set(id, [{ a, at }]);
    else list.push({ a, at });
  }
  const taken = new Map<number, number>();
  for (let b = 0; b < bKinds.length; b++) {
    if (bKinds[b] !== 2) continue;
    const id = later[b] ?? 0;
    const list = waiting.get(id);
    if (list === undefined) continue;
    let index = taken.get(id) ?? 0;
    while (index < list.length && (list[index]?.at ?? 0) < b - NEAR) index += 1;
    const found = list[index];
    if (found !== undefined && found.at <= b + NEAR) {
      aKinds[found.a] = 3;
      bKinds[b] = 4;
      index += 1;
    }
    taken.set(id, index);
  }
}
