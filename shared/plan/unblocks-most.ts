import type { BlockerTracker } from './blockers.ts';
import { holdsUp } from './priority.ts';
import { freedBy } from './what-if.ts';

/** What building one package that is in the way would free. */
export interface Unblocker {
  readonly source: number;
  readonly why: 'failed' | 'unresolvable';
  /** How many would be ready at once, and how many could be built in all. */
  readonly ready: number;
  readonly reached: number;
  /** How many wait for it, whatever else they wait for. */
  readonly holds: number;
}

/** The failed and the unresolvable packages, by index. */
export function inTheWay(tracker: BlockerTracker): readonly Pick<Unblocker, 'source' | 'why'>[] {
  return tracker.plan.sources.flatMap((_, source): Pick<Unblocker, 'source' | 'why'>[] => {
    const standing = tracker.standingOf(source);
    if (standing === 'failed') return [{ source, why: 'failed' }];
    return standing === 'pending' && tracker.readinessOf(source) === 'unresolvable' ? [{ source, why: 'unresolvable' }] : [];
  });
}

/** What one of them would free if it were built, by the rules of {@link freedBy}. */
export function unblockerOf(tracker: BlockerTracker, { source, why }: Pick<Unblocker, 'source' | 'why'>): Unblocker {
  const { ready, later } = freedBy(tracker, [source]);
  return { source, why, ready: ready.length, reached: ready.length + later.length, holds: holdsUp(tracker, source) };
}

/** Who frees most comes first; of two that free as much, the one for whom more wait. */
export function byWhatItFrees(a: Unblocker, b: Unblocker): number {
  return b.reached - a.reached || b.holds - a.holds || a.source - b.source;
}
