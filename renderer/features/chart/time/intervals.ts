import { countUpTo, type History } from '#renderer/state/history.ts';
import type { Range } from '#renderer/state/time.ts';

/** A stretch of the past, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;
/** A port that has only just begun still has a bar with a length. */
const LEAST = 60_000;

/** The stretch that a range means: it ends with the last change. Null while nothing has happened. */
export function spanOf(history: History, range: Range): Span | null {
  const { from, to } = history;
  if (from === null) return null;
  const end = Math.max(to ?? from, from + LEAST);
  switch (range) {
    case 'all':
      return { from, to: end };
    case 'pass':
      return { from: Math.min(history.passes.at(-1)?.at ?? from, end - LEAST), to: end };
    case 'day':
      return { from: end - DAY, to: end };
  }
}

/** How many landed and failed in each of `count` equal parts of a span. */
export interface Bins {
  readonly span: Span;
  readonly landed: Uint32Array;
  readonly failed: Uint32Array;
  /** Most that landed, or failed, in one part. */
  readonly most: number;
}

export function binsOf(history: History, span: Span, count: number): Bins {
  const landed = new Uint32Array(count);
  const failed = new Uint32Array(count);
  const part = (span.to - span.from) / count;
  const fill = (into: Uint32Array, instants: readonly number[]): void => {
    for (let index = countUpTo(instants, span.from - 1); index < instants.length && (instants[index] ?? 0) <= span.to; index++) {
      const bin = Math.min(count - 1, Math.floor(((instants[index] ?? 0) - span.from) / part));
      into[bin] = (into[bin] ?? 0) + 1;
    }
  };
  fill(landed, history.landings);
  fill(failed, history.failures);
  return { span, landed, failed, most: Math.max(1, ...landed, ...failed) };
}

/** Steps between the marks of an axis: minutes, hours, days. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200].map((minutes) => minutes * 60_000);

/** Round instants of local time within a span, at most `most` of them, and whether they are days. `offset`: what local time is ahead of UTC, in milliseconds. */
export function marksOf({ from, to }: Span, most: number, offset: number): { readonly days: boolean; readonly marks: readonly number[] } {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? Math.ceil((to - from) / most / DAY) * DAY;
  const marks: number[] = [];
  for (let mark = Math.ceil((from + offset) / step) * step - offset; mark <= to; mark += step) marks.push(mark);
  return { days: step >= DAY, marks };
}

/** How fast the past may be played, in milliseconds of it for each second. */
export const SPEEDS = [
  { value: 60_000, words: '1 min/s' },
  { value: 600_000, words: '10 min/s' },
  { value: 3_600_000, words: '1 h/s' },
  { value: 6 * 3_600_000, words: '6 h/s' },
  { value: DAY, words: '1 day/s' },
  { value: 7 * DAY, words: '7 days/s' },
] as const;

/** A span is over in about so many seconds unless a person chose another speed. */
const WATCHED = 30;

/** The speed that shows a span in about half a minute. */
export function fittingSpeed({ from, to }: Span): number {
  const wished = (to - from) / WATCHED;
  return SPEEDS.reduce((best: number, { value }) => (Math.abs(Math.log(value / wished)) < Math.abs(Math.log(best / wished)) ? value : best), SPEEDS[0].value);
}
