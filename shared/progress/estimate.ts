import type { DurationStatistics } from '../port/build-statistics.ts';

/** When a pass may end, in milliseconds since 1970; a range, since durations vary. */
export interface Estimate {
  readonly earliest: number;
  readonly latest: number;
}

/** Fewer finished builds than this say nothing about the rest. */
const ENOUGH = 5;

/**
 * When the work that is left would be done, were the rest like what has been built: mean duration over the slots for
 * the early end, and a mean that is two standard errors worse, on half a slot less, for the late one.
 *
 * The durations are those of finished builds of this pass, milliseconds.
 *
 * @param left packages that are still to be built and are not failed
 * @param slots that builders offer now
 * @returns null while too little is known, nothing is left, or nobody builds
 */
export function estimateEnd({ count, mean, squares }: DurationStatistics, left: number, slots: number, now: number): Estimate | null {
  if (count < ENOUGH || left <= 0 || slots <= 0) return null;
  const worse = mean + 2 * Math.sqrt(squares / (count - 1) / count);
  return { earliest: now + (mean * left) / slots, latest: now + (worse * left) / Math.max(slots - 0.5, 0.5) };
}
