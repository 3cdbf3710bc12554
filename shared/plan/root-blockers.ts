import { stronglyConnected, membersOf } from '#shared/graph/components.ts';
import { at, edgeIndex, graphOf, successors } from '#shared/graph/graph.ts';
import { pathTo, shortestPaths, type ShortestPaths } from '#shared/graph/shortest-path.ts';
import type { BlockerTracker } from './blockers.ts';
import type { RootBlocker } from './types.ts';

/**
 * The ends of all chains of blockers of a source, nearest first: what has to be dealt with before it can be built. An end
 * is a source that has a reason of its own (failed, left out, unresolvable, …), one that is ready to be built, or a cycle
 * whose members wait for nobody outside it. Empty for a source that nothing blocks. Linear in what it waits for.
 */
export function rootBlockersOf(tracker: BlockerTracker, source: number): readonly RootBlocker[] {
  const paths = shortestPaths(tracker.edges, source, (edge, from) => tracker.blocks(edge) && (from === source || ownReason(tracker, from) === null));
  const roots: RootBlocker[] = [];
  const inner: number[] = [];
  paths.steps.forEach((steps, node) => {
    if (steps < 0) return;
    const why = node === source ? null : rootReason(tracker, node);
    if (why === null) inner.push(node);
    else roots.push({ source: node, why, members: [node], path: pathTo(paths, node) ?? [] });
  });
  roots.push(...closedCycles(tracker, source, paths, inner));
  return roots.sort((a, b) => a.path.length - b.path.length || a.source - b.source);
}

/** Why a source that others wait for is the end of a chain: a reason of its own, or that it is ready to be built. Null where the chain goes on behind it. */
export function rootReason(tracker: BlockerTracker, source: number): Exclude<RootBlocker['why'], 'cycle'> | null {
  return ownReason(tracker, source) ?? (tracker.readinessOf(source) === 'ready' ? 'ready' : null);
}

/** Why a source that others wait for is an end by itself; null for one that is pending and resolvable. */
function ownReason(tracker: BlockerTracker, source: number): Exclude<RootBlocker['why'], 'ready' | 'cycle'> | null {
  const standing = tracker.standingOf(source);
  switch (standing) {
    case 'failed':
    case 'left-out':
    case 'not-for-arch':
    case 'broken-source':
      return standing;
    case 'pending':
    case 'in-repo':
      return tracker.readinessOf(source) === 'unresolvable' ? 'unresolvable' : null;
  }
}

/** The components that wait for nothing but themselves: several sources, or one that needs what only it builds. */
function closedCycles(tracker: BlockerTracker, start: number, paths: ShortestPaths, inner: readonly number[]): RootBlocker[] {
  const numbers = new Map(inner.map((node, number) => [node, number]));
  const from: number[] = [];
  const to: number[] = [];
  const leads = new Uint8Array(inner.length);
  inner.forEach((node, number) => {
    for (const blocker of tracker.blockersOf(node)) {
      const other = numbers.get(blocker);
      // An edge out of the inner nodes leads to another end.
      if (other === undefined) leads[number] = 1;
      else {
        from.push(number);
        to.push(other);
      }
    }
  });
  const graph = graphOf(inner.length, from, to);
  const components = stronglyConnected(graph);
  const { offsets, members } = membersOf(components);
  const cycles: RootBlocker[] = [];
  for (let component = 0; component < components.count; component++) {
    const own = members.subarray(at(offsets, component), at(offsets, component + 1));
    const isOpen = own.some((number) => at(leads, number) === 1 || successors(graph, number).some((other) => components.of[other] !== component));
    const isCycle = own.length > 1 || own.some((number) => edgeIndex(graph, number, number) >= 0);
    if (!isCycle || isOpen) continue;
    const nodes = [...own].map((number) => inner[number] ?? -1);
    const nearest = nodes.reduce((best, node) => (at(paths.steps, node) < at(paths.steps, best) ? node : best), nodes[0] ?? -1);
    const path = nearest === start ? roundTrip(tracker, start, paths, nodes) : (pathTo(paths, nearest) ?? []);
    cycles.push({ source: nearest, why: 'cycle', members: nodes, path });
  }
  return cycles;
}

/** The shortest way from a member of a cycle back to itself. */
function roundTrip(tracker: BlockerTracker, start: number, paths: ShortestPaths, cycle: readonly number[]): number[] {
  const last = cycle
    .filter((node) => tracker.blockersOf(node).includes(start))
    .reduce((best, node) => (best === -1 || at(paths.steps, node) < at(paths.steps, best) ? node : best), -1);
  return [...(pathTo(paths, last) ?? []), start];
}
