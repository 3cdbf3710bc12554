import type { LogHits } from '#shared/contract/schemas/log-view.ts';
import type { Found } from '#shared/logs/line-pattern.ts';

export type Hit = LogHits['hits'][number];

/** More hits than this are counted, not listed. */
export const MOST_HITS = 10_000;

/** The index of the first hit after a line; as many as there are where none is. `hits` ascend. */
function firstAfter(hits: readonly Hit[], line: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the hit in a line; −1 where there is none. */
export function hitAt(hits: readonly Hit[], line: number | null): number {
  if (line === null) return -1;
  const index = firstAfter(hits, line - 1);
  return hits[index]?.line === line ? index : -1;
}

/** The line of the next hit after (or before) a line, round the end; null without hits. */
export function stepHit(hits: readonly Hit[], line: number, forwards: boolean): number | null {
  const next = forwards ? hits[firstAfter(hits, line)] : hits[firstAfter(hits, line - 1) - 1];
  return (next ?? (forwards ? hits[0] : hits.at(-1)))?.line ?? null;
}

/** Where a hit's expression matches in its line; null where the line is none of the hits. */
export function marksAt(hits: readonly Hit[], line: number): readonly Found[] | null {
  return hits[hitAt(hits, line)]?.marks ?? null;
}
