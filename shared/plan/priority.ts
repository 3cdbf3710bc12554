import { stronglyConnected } from '#shared/graph/components.ts';
import { criticalPath } from '#shared/graph/critical-path.ts';
import { at, keepEdges, reverse, type Graph } from '#shared/graph/graph.ts';
import { reachable, reachCounts } from '#shared/graph/reach.ts';
import type { BlockerTracker } from './blockers.ts';

/** A source that can be built now, and what speaks for building it first. */
export interface RankedSource {
  readonly source: number;
  /** How many sources wait for it, directly or over others. */
  readonly holdsUp: number;
  /** Its own duration and that of the longest chain of those that wait for it, in the unit of the durations. */
  readonly tail: number;
}

/** Who waits for whom at this moment: the blocking edges between sources that are still to be built. */
export function waitingGraph(tracker: BlockerTracker): Graph {
  return keepEdges(tracker.edges, (edge, from) => tracker.isWaiting(from) && tracker.blocks(edge));
}

/** How many sources wait for this one, directly or over others. Linear in their edges. */
export function holdsUp(tracker: BlockerTracker, source: number): number {
  return reachable(reverse(waitingGraph(tracker)), [source]).reduce((sum, yes) => sum + yes, 0) - 1;
}

/** {@link holdsUp} for every source at once: by source. 0 for what is in-repo. */
export function holdsUpAll(tracker: BlockerTracker): Float64Array {
  const waiters = reverse(waitingGraph(tracker));
  return reachCounts(waiters, stronglyConnected(waiters));
}

/**
 * The sources that are pending and ready, best first: by how many they hold up (themselves included) × the longest chain
 * of builds that begins with them. In a frozen pass nothing waits, so the longest build comes first. Ties go to the longer
 * chain, then by name.
 * @param durations expected, by source, in any one unit; where a source has none, 1 is assumed
 */
export function rankReady(tracker: BlockerTracker, durations: ArrayLike<number>): readonly RankedSource[] {
  const graph = waitingGraph(tracker);
  const expected = Float64Array.from(tracker.plan.sources, (_, source) => durations[source] ?? 1);
  const { tail } = criticalPath(graph, stronglyConnected(graph), expected);
  const counts = holdsUpAll(tracker);
  const score = ({ holdsUp: count, tail: length }: RankedSource): number => (1 + count) * length;
  return [...tracker.plan.sources.keys()]
    .filter((source) => tracker.standingOf(source) === 'pending' && tracker.readinessOf(source) === 'ready')
    .map((source) => ({ source, holdsUp: at(counts, source), tail: at(tail, source) }))
    .sort((a, b) => score(b) - score(a) || b.tail - a.tail || a.source - b.source);
}
