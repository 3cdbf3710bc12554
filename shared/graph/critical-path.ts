import { membersOf, type Components } from './components.ts';
import { at, type Graph } from './graph.ts';

/** The longest chains through a graph whose edges lead from a node to what must be done before it. */
export interface CriticalPath {
  /** For each node: its own duration and the longest chain of those that wait for it, in the unit of the durations. */
  readonly tail: Float64Array;
  /** The longest chain of all: no schedule, with however many builders, ends earlier. */
  readonly total: number;
  /** The nodes of one such chain, first to be done first; the smallest numbers where several are as long. */
  readonly path: readonly number[];
}

/**
 * Edges within a component are left out: what is first in a cycle depends on how it is cut, so `total` is a lower
 * bound that holds for every cut. Linear.
 */
export function criticalPath(graph: Graph, components: Components, durations: ArrayLike<number>): CriticalPath {
  const { nodes, offsets, targets } = graph;
  const order = membersOf(components).members;
  // The longest chain of dependents of each node, without the node itself; and its first step.
  const after = new Float64Array(nodes);
  const next = new Int32Array(nodes).fill(-1);
  const tail = new Float64Array(nodes);
  // From the last component back to the first: all dependents of a node are done before it.
  for (let slot = nodes - 1; slot >= 0; slot--) {
    const node = at(order, slot);
    const length = (durations[node] ?? 0) + at(after, node);
    tail[node] = length;
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge++) {
      const target = at(targets, edge);
      if (at(components.of, target) === at(components.of, node)) continue;
      if (length > at(after, target) || (length === at(after, target) && (at(next, target) < 0 || node < at(next, target)))) {
        after[target] = length;
        next[target] = node;
      }
    }
  }
  let first = -1;
  for (let node = 0; node < nodes; node++) if (first < 0 || at(tail, node) > at(tail, first)) first = node;
  const path: number[] = [];
  for (let node = first; node >= 0; node = at(next, node)) path.push(node);
  return { tail, total: first < 0 ? 0 : at(tail, first), path };
}
