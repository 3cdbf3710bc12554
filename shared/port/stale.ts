import { sameChange, type FixChange } from './fix.ts';
import type { Attempt } from './attempt.ts';

/**
 * Whether what an attempt built is no longer what would be built now: the port has another version of its source, or
 * other port fixes. What it needs being built again does not make it stale, since each pass rebuilds everything.
 *
 * @param expected `name-version-release` of the source as it is planned now
 * @param fixes that a build would carry now
 */
export function isStale({ expected: built, fixes: carried }: Pick<Attempt, 'expected' | 'fixes'>, expected: string, fixes: readonly FixChange[]): boolean {
  if (built !== expected) return true;
  // Older versions did not write down what an attempt carried.
  if (carried === null) return false;
  const missing = (from: readonly FixChange[], change: FixChange): boolean => !from.some((each) => sameChange(each, change));
  return carried.some((change) => missing(fixes, change)) || fixes.some((change) => missing(carried, change));
}
