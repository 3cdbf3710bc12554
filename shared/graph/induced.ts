import { graphOf, successors, type Graph } from './graph.ts';
import { pathTo, shortestPaths } from './shortest-path.ts';

/** The graph between some of the nodes, without self edges: node `i` stands for `nodes[i]`. Linear in the edges that leave them. */
export function inducedGraph(graph: Graph, nodes: readonly number[]): Graph {
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const [from, to]: [number[], number[]] = [[], []];
  nodes.forEach((node, place) => {
    for (const target of successors(graph, node)) {
      const other = placeOf.get(target);
      if (other === undefined || other === place) continue;
      from.push(place);
      to.push(other);
    }
  });
  return graphOf(nodes.length, from, to);
}

/** The shortest way from a node back to itself, the node first and last; null where there is none. A self edge is none. */
export function shortestCycle(graph: Graph, node: number): readonly number[] | null {
  const paths = shortestPaths(graph, node);
  let last = -1;
  for (let other = 0; other < graph.nodes; other++) {
    const steps = paths.steps[other] ?? -1;
    if (steps <= 0 || (last >= 0 && steps >= (paths.steps[last] ?? 0)) || !successors(graph, other).includes(node)) continue;
    last = other;
  }
  const path = last < 0 ? null : pathTo(paths, last);
  return path === null ? null : [...path, node];
}
