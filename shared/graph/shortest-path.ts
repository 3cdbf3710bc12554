import { at, type Graph } from './graph.ts';

/** Shortest paths from one node to whatever it reaches, by number of edges. */
export interface ShortestPaths {
  /** Steps from the start; -1 where it is out of reach. */
  readonly steps: Int32Array;
  /** The node before it on a shortest path; -1 for the start and what is out of reach. */
  readonly before: Int32Array;
}

/**
 * Breadth first, smallest numbers first, so the same graph gives the same paths. Linear in what is reached (and the
 * nodes, for the result). `follow` may leave out edges, by their index in `graph.targets` and the node they start from.
 */
export function shortestPaths(graph: Graph, start: number, follow: (edge: number, from: number) => boolean = () => true): ShortestPaths {
  const steps = new Int32Array(graph.nodes).fill(-1);
  const before = new Int32Array(graph.nodes).fill(-1);
  const queue = [start];
  steps[start] = 0;
  for (const node of queue) {
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      const target = at(graph.targets, edge);
      if (at(steps, target) !== -1 || !follow(edge, node)) continue;
      steps[target] = at(steps, node) + 1;
      before[target] = node;
      queue.push(target);
    }
  }
  return { steps, before };
}

/** The nodes from the start to `goal`, both included; null where it is out of reach. */
export function pathTo(paths: ShortestPaths, goal: number): readonly number[] | null {
  if (goal < 0 || goal >= paths.steps.length || at(paths.steps, goal) === -1) return null;
  const path: number[] = [];
  for (let node = goal; node !== -1; node = at(paths.before, node)) path.push(node);
  return path.reverse();
}
