import { edgeIndex, successors } from '#shared/graph/graph.ts';
import { BlockerTracker, isOut } from '../blockers.ts';
import type { PassMode, Plan, Standing } from '../types.ts';
import type { PassReach } from './types.ts';

/** What was reached, and who waits for ever for whom. */
export interface Reached {
  readonly reach: PassReach;
  /** How many others wait for ever for any of `sources`. */
  readonly holdsUp: (sources: readonly number[]) => number;
}

/**
 * Builds the pass out on paper: whatever becomes ready is taken to build, until nothing more does. Linear in the edges.
 *
 * @param standings of each source at the beginning: `pending`, `not-for-arch`, `left-out` or `broken-source`
 */
export function reachOfPass(plan: Plan, mode: PassMode, standings: readonly Standing[]): Reached {
  const tracker = new BlockerTracker(plan, mode, standings);
  const built = new Uint8Array(plan.sources.length);
  const isOpen = (source: number): boolean => !isOut(standings[source] ?? 'pending');
  const queue = plan.sources.flatMap((_, source) => (isOpen(source) && tracker.readinessOf(source) === 'ready' ? [source] : []));
  const queued = new Set(queue);
  for (const source of queue) {
    built[source] = 1;
    for (const freed of tracker.setInRepo(source)) {
      if (queued.has(freed) || !isOpen(freed) || tracker.readinessOf(freed) !== 'ready') continue;
      queued.add(freed);
      queue.push(freed);
    }
  }
  const waitersFor = (sources: readonly number[]): Set<number> => {
    const seen = new Set(sources);
    const open = [...sources];
    for (const source of open) {
      for (const waiter of successors(tracker.waiting, source)) {
        if (seen.has(waiter) || built[waiter] === 1 || !isOpen(waiter) || !tracker.blocks(edgeIndex(tracker.edges, waiter, source))) continue;
        seen.add(waiter);
        open.push(waiter);
      }
    }
    for (const source of sources) seen.delete(source);
    return seen;
  };
  const open = plan.sources.flatMap((_, source) => (isOpen(source) ? [source] : []));
  const unresolvable = open.filter((source) => tracker.readinessOf(source) === 'unresolvable');
  const lost = unresolvable.concat(plan.sources.flatMap((_, source) => (standings[source] === 'broken-source' || standings[source] === 'left-out' ? [source] : [])));
  const behind = waitersFor(lost);
  const waiting = open.length - queue.length - unresolvable.length;
  const behindUnresolvable = [...behind].filter((source) => tracker.readinessOf(source) !== 'unresolvable').length;
  return {
    reach: { mode, portable: plan.sources.length - standings.filter((standing) => standing === 'not-for-arch').length, reached: queue.length, unresolvable: unresolvable.length, behindUnresolvable, behindCycles: waiting - behindUnresolvable },
    holdsUp: (sources) => waitersFor(sources).size,
  };
}
