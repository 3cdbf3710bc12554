import type { HistoryPiece } from '#shared/contract/schemas/history.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { isMarkedLook, stateOfLook } from '#shared/port/look.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import type { PortModel } from './port-model.ts';

/** From a kept picture of the whole port to the next there are at least so many changes: more would be walked to reach an instant. */
const LEAST_BETWEEN = 4096;

const IN_REPO = PACKAGE_STATES.indexOf('in-repo');
const FAILED: ReadonlySet<number> = new Set([PACKAGE_STATES.indexOf('failed'), PACKAGE_STATES.indexOf('stuck')]);

/**
 * The port's past as the window keeps it: every change of a package's look, with a picture of the whole port every few
 * thousand of them, so that any instant is a short walk away from one.
 */
export class History {
  readonly planDigest: string;
  readonly #at: number[] = [];
  readonly #rows: number[] = [];
  readonly #looks: number[] = [];
  readonly #pictures: Uint8Array[];
  readonly #between: number;
  /** How everything looks after the last change that is known. */
  readonly #last: Uint8Array;
  /** When a package landed, and when one failed; ascending. */
  readonly landings: number[] = [];
  readonly failures: number[] = [];
  passes: HistoryPiece['passes'] = [];
  whole = false;

  constructor(planDigest: string, begin: readonly number[]) {
    this.planDigest = planDigest;
    this.#last = Uint8Array.from(begin);
    this.#pictures = [this.#last.slice()];
    this.#between = Math.max(LEAST_BETWEEN, begin.length);
  }

  /** How many changes there have been. */
  get count(): number {
    return this.#at.length;
  }

  /** When the first pass began, or the first change was; null while nothing has happened. */
  get from(): number | null {
    return this.passes[0]?.at ?? this.#at[0] ?? null;
  }

  /** The last change; null while there is none. */
  get to(): number | null {
    return this.#at.at(-1) ?? null;
  }

  /** The next piece, in the order in which the core tells them. */
  take(piece: HistoryPiece): void {
    let at = piece.since;
    piece.rows.forEach((row, index) => {
      const look = piece.looks[index] ?? 0;
      at += piece.gaps[index] ?? 0;
      const [before, state] = [stateOfLook(this.#last[row] ?? 0), stateOfLook(look)];
      if (state === IN_REPO && before !== IN_REPO) this.landings.push(at);
      if (FAILED.has(state) && !FAILED.has(before)) this.failures.push(at);
      this.#at.push(at);
      this.#rows.push(row);
      this.#looks.push(look);
      this.#last[row] = look;
      if (this.count % this.#between === 0) this.#pictures.push(this.#last.slice());
    });
    this.passes = piece.passes;
    this.whole = piece.whole;
  }

  /** What everything looked like at an instant, what happened at it included. */
  looksAt(instant: number): Uint8Array {
    const end = countUpTo(this.#at, instant);
    const picture = Math.floor(end / this.#between);
    const looks = (this.#pictures[picture] ?? this.#last).slice();
    for (let change = picture * this.#between; change < end; change++) looks[this.#rows[change] ?? 0] = this.#looks[change] ?? 0;
    return looks;
  }

  /** The pass that was under way at an instant. */
  passAt(instant: number): number {
    return this.passes.findLast(({ at }) => at <= instant)?.pass ?? this.passes[0]?.pass ?? 1;
  }
}

/** How many of an ascending list are not after `instant`. */
export function countUpTo(list: readonly number[], instant: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Flags that say what was true then; the others follow from the plan. */
const THEN = FLAG_BITS.provisional | FLAG_BITS.triaged | FLAG_BITS.stale;

/** The port as it was: the states of an instant on the structure of today. How many wait for whom is not known of the past. */
export function modelThen(model: PortModel, history: History, instant: number): PortModel {
  const looks = history.looksAt(instant);
  const states = looks.map(stateOfLook);
  const flags = model.flags.map((flag, row) => {
    const marked = isMarkedLook(looks[row] ?? 0);
    return (flag & ~THEN) | (!marked ? 0 : states[row] === IN_REPO ? FLAG_BITS.provisional : FAILED.has(states[row] ?? 0) ? FLAG_BITS.triaged : 0);
  });
  return { ...model, states, flags };
}
