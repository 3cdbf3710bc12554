import { membersOf, stronglyConnected } from '#shared/graph/components.ts';
import { at, keepEdges, reverse, successors, type Graph } from '#shared/graph/graph.ts';
import type { BlockerTracker } from './blockers.ts';
import { rootReason } from './root-blockers.ts';
import type { RootBlocker } from './types.ts';

/** The first of a source's root blockers, and how many there are of them. */
export interface NearestRoot {
  readonly source: number;
  readonly why: RootBlocker['why'];
  /** Members of the cycle; 1 where it is none. */
  readonly members: number;
  /** All its root blockers, this one included. */
  readonly roots: number;
}

/**
 * For every source that is blocked and has no reason of its own: the root blocker that `rootBlockersOf` names first, and how
 * many it names. One walk for all of them, where that takes one for each: linear in the edges, and in the roots by machine words.
 */
export function nearestRoots(tracker: BlockerTracker): (source: number) => NearestRoot | null {
  const nodes = tracker.plan.sources.length;
  const why = Array.from({ length: nodes }, (_, source) => rootReason(tracker, source));
  // A reason stands in front of what is behind it: nothing leads on from such a source.
  const edges = keepEdges(tracker.edges, (edge, from) => why[from] === null && tracker.blocks(edge));
  const components = stronglyConnected(edges);
  const { offsets, members } = membersOf(components);
  const rootOf = new Map<number, number>();
  const cycleSize = new Map<number, number>();
  let roots = 0;
  for (let component = 0; component < components.count; component++) {
    const own = members.subarray(at(offsets, component), at(offsets, component + 1));
    const first = own[0] ?? -1;
    if (own.length === 1 && why[first] !== null) rootOf.set(component, roots++);
    else if (isClosedCycle(edges, components.of, own)) {
      for (const member of own) cycleSize.set(member, own.length);
      rootOf.set(component, roots++);
    }
  }
  const count = rootCounts(edges, components.of, { offsets, members, count: components.count }, rootOf, roots);
  const nearest = nearestOf(edges, (source) => why[source] !== null || cycleSize.has(source));
  return (source) => {
    if (why[source] !== null || tracker.readinessOf(source) !== 'blocked') return null;
    const root = at(nearest, source);
    if (root < 0) return null;
    return { source: root, why: why[root] ?? 'cycle', members: cycleSize.get(root) ?? 1, roots: at(count, at(components.of, source)) };
  };
}

/** Several that need each other, or one that needs itself, and nothing outside. */
function isClosedCycle(edges: Graph, of: Int32Array, own: Int32Array): boolean {
  const first = own[0] ?? -1;
  if (own.length === 1 && !successors(edges, first).includes(first)) return false;
  return own.every((member) => successors(edges, member).every((target) => of[target] === of[member]));
}

interface Members {
  readonly count: number;
  readonly offsets: Int32Array;
  readonly members: Int32Array;
}

/** How many roots each component leads to: sets of bits, joined in build order. */
function rootCounts(edges: Graph, of: Int32Array, { offsets, members, count }: Members, rootOf: ReadonlyMap<number, number>, roots: number): Int32Array {
  const words = Math.max(1, Math.ceil(roots / 32));
  const rows = new Int32Array(count * words);
  const counts = new Int32Array(count);
  for (let component = 0; component < count; component++) {
    const row = component * words;
    const root = rootOf.get(component);
    if (root !== undefined) rows[row + (root >> 5)] = at(rows, row + (root >> 5)) | (1 << (root & 31));
    for (let place = at(offsets, component); place < at(offsets, component + 1); place++) {
      for (const target of successors(edges, at(members, place))) {
        // An edge leads to a smaller component, whose set is whole by now, or stays within.
        const other = at(of, target) * words;
        if (other === row) continue;
        for (let word = 0; word < words; word++) rows[row + word] = at(rows, row + word) | at(rows, other + word);
      }
    }
    for (let word = 0; word < words; word++) counts[component] = at(counts, component) + bits(at(rows, row + word));
  }
  return counts;
}

function bits(word: number): number {
  let sum = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) sum++;
  return sum;
}

/** By source the root that is fewest edges away, of several the smallest; -1 where none is. */
function nearestOf(edges: Graph, isRoot: (source: number) => boolean): Int32Array {
  const back = reverse(edges);
  const nearest = new Int32Array(edges.nodes).fill(-1);
  let layer: number[] = [];
  for (let source = 0; source < edges.nodes; source++) {
    if (!isRoot(source)) continue;
    nearest[source] = source;
    layer.push(source);
  }
  const steps = new Int32Array(edges.nodes).fill(-1);
  for (const source of layer) steps[source] = 0;
  for (let step = 1; layer.length > 0; step++) {
    const next: number[] = [];
    for (const source of layer) {
      for (const waiter of successors(back, source)) {
        if (at(steps, waiter) >= 0 && at(steps, waiter) < step) continue;
        if (at(steps, waiter) < 0) next.push(waiter);
        nearest[waiter] = at(steps, waiter) < 0 ? at(nearest, source) : Math.min(at(nearest, waiter), at(nearest, source));
        steps[waiter] = step;
      }
    }
    layer = next;
  }
  return nearest;
}
