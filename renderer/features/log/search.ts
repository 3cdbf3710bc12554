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
export const MOST_HITS = 100_000;

/** Line numbers that match in lines `first … last`, in blocks: the caller may do other things in between. */
export function* findLines(buffer: LogBuffer, matches: (line: string) => boolean, first: number, last: number): Generator<readonly number[]> {
  let left = MOST_HITS;
  for (let from = first; from <= last && left > 0; from += BLOCK) {
    const hits: number[] = [];
    buffer.slice(from, Math.min(last, from + BLOCK - 1)).forEach((line, index) => {
      if (hits.length < left && matches(line)) hits.push(from + index);
    });
    left -= hits.length;
    yield hits;
  }
}

/** The next hit after (or before) a line, round the end; null without hits. `hits` ascend. */
export function stepHit(hits: readonly number[], line: number, forwards: boolean): number | null {
  const next = forwards ? hits.find((hit) => hit > line) : hits.findLast((hit) => hit < line);
  return next ?? (forwards ? hits[0] : hits.at(-1)) ?? null;
}
