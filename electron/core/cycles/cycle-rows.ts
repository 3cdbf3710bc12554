import type { CycleRow } from '#shared/contract/schemas/cycles.ts';
import { stronglyConnected } from '#shared/graph/components.ts';
import { reverse, type Graph } from '#shared/graph/graph.ts';
import { inducedGraph } from '#shared/graph/induced.ts';
import { reachable } from '#shared/graph/reach.ts';
import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { CYCLE_GRAPHS, cyclesOf, type CycleGraph } from '#shared/plan/cycles/cycle.ts';
import { waitingGraph } from '#shared/plan/priority.ts';

/** Who waits for whom now, and the same turned round; made once for all rows. */
export interface Waiting {
  readonly graph: Graph;
  readonly reversed: Graph;
}

export function waitingOf(tracker: BlockerTracker): Waiting {
  const graph = waitingGraph(tracker);
  return { graph, reversed: reverse(graph) };
}

/** A cycle as it stands now. */
export function cycleRow(tracker: BlockerTracker, kind: CycleGraph, members: readonly number[], waiting: Waiting): CycleRow {
  const { plan } = tracker;
  const inside = new Set(members);
  const waiters = reachable(waiting.reversed, members);
  const { of, sizes } = stronglyConnected(inducedGraph(waiting.graph, members));
  return {
    graph: kind,
    key: plan.sources[members[0] ?? -1]?.name ?? '',
    size: members.length,
    edges: inducedGraph(plan[kind], members).targets.length,
    rank: plan.ranks[members[0] ?? -1] ?? 0,
    inRepo: members.filter((source) => tracker.standingOf(source) === 'in-repo').length,
    closed: of.reduce((sum, component) => sum + ((sizes[component] ?? 0) > 1 ? 1 : 0), 0),
    waits: waiters.reduce((sum, yes, source) => sum + (yes === 1 && !inside.has(source) ? 1 : 0), 0),
  };
}

/** Every cycle of both graphs, the largest first. */
export function cycleRows(tracker: BlockerTracker): CycleRow[] {
  const waiting = waitingOf(tracker);
  return CYCLE_GRAPHS.flatMap((kind) => cyclesOf(tracker.plan, kind).map((members) => cycleRow(tracker, kind, members, waiting))).sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1));
}
