import { stronglyConnected } from '#shared/graph/components.ts';
import { criticalPath } from '#shared/graph/critical-path.ts';
import { keepEdges } from '#shared/graph/graph.ts';
import type { BlockerTracker } from './blockers.ts';
import { waitingGraph } from './priority.ts';

/** The longest chain of builds that are still to be made: however many builders there are, the pass ends no earlier. */
export interface CriticalChain {
  /** Sources by index, first to be built first; none where nothing is to be built. */
  readonly path: readonly number[];
  /** Expected seconds of each; 1 for each where no build has ended yet, so that nothing is known. */
  readonly seconds: readonly number[];
  /** For each whether it has been built before, so that its own time is known; else it is taken to take the mean. */
  readonly known: readonly boolean[];
  /** Mean of the builds that are known, in seconds; null while there is none, and the chain is counted in builds. */
  readonly mean: number | null;
}

/**
 * The longest chain among what a pass can still build: without what is in the repository, out of the port, or
 * unresolvable. Edges within a cycle are left out, so it is a lower bound however cycles are cut. Linear.
 * @param known seconds that builds took, by source
 */
export function criticalChain(tracker: BlockerTracker, known: ReadonlyMap<number, number>): CriticalChain {
  const mean = known.size === 0 ? null : [...known.values()].reduce((sum, seconds) => sum + seconds, 0) / known.size;
  const canBuild = (source: number): boolean => tracker.isWaiting(source) && tracker.readinessOf(source) !== 'unresolvable';
  const waiting = waitingGraph(tracker);
  const graph = keepEdges(waiting, (edge, from) => canBuild(from) && canBuild(waiting.targets[edge] ?? -1));
  const secondsOf = (source: number): number => (mean === null ? 1 : Math.max(1, known.get(source) ?? mean));
  const durations = Float64Array.from(tracker.plan.sources, (_, source) => (canBuild(source) ? secondsOf(source) : 0));
  const { path, total } = criticalPath(graph, stronglyConnected(graph), durations);
  const stations = total === 0 ? [] : path;
  return { path: stations, seconds: stations.map(secondsOf), known: stations.map((source) => known.has(source)), mean };
}
