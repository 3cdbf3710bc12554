import type { LogBuffer } from './log-buffer.ts';

/** What is looked for: plain words without regard to case, or a regular expression. Null where it cannot be read. */
export function matcherOf(query: string, regex: boolean): ((line: string) => boolean) | null {
  if (query === '') return null;
  if (!regex) {
    const needle = query.toLowerCase();
    return (line) => line.toLowerCase().includes(needle);
  }
  try {
    const pattern = new RegExp(query, 'i');
    return (line) => pattern.test(line);
  } catch {
    return null;
  }
}

const BLOCK = 20_000;
/** More hits than this help nobody. */
const MOST_HITS = 100_000;

/** The next hit after (or before) a line, round the end; null without hits. `hits` ascend. */
export function stepHit(hits: readonly number[], line: number, forwards: boolean): number | null {
  const next = forwards ? hits.find((hit) => hit > line) : hits.findLast((hit) => hit < line);
  return next ?? (forwards ? hits[0] : hits.at(-1)) ?? null;
}

/**
 * A search that goes on while the log grows: each call of {@link step} looks at one more block of whole lines, and no
 * line is looked at twice.
 */
export class LogSearch {
  /** Ascending; written in place. */
  readonly hits: number[] = [];
  readonly matches: (line: string) => boolean;
  readonly #buffer: LogBuffer;
  #next = 1;

  constructor(buffer: LogBuffer, matches: (line: string) => boolean) {
    this.#buffer = buffer;
    this.matches = matches;
  }

  /** Looks at one block; says whether lines are left. An unfinished last line is looked at only once the log has `ended`. */
  step(ended: boolean): boolean {
    const last = ended ? this.#buffer.lines : this.#buffer.wholeLines;
    if (this.#next > last || this.hits.length >= MOST_HITS) return false;
    const to = Math.min(last, this.#next + BLOCK - 1);
    this.#buffer.slice(this.#next, to).forEach((line, index) => {
      if (this.hits.length < MOST_HITS && this.matches(line)) this.hits.push(this.#next + index);
    });
    this.#next = to + 1;
    return this.#next <= last && this.hits.length < MOST_HITS;
  }
}
