import fc from 'fast-check';
import { graphOf, type Graph } from '../graph.ts';

/** A graph with up to `most` nodes and any edges, self edges and repeats in the input included. */
export function anyGraph(most = 12): fc.Arbitrary<Graph> {
  return fc.integer({ min: 1, max: most }).chain((nodes) => {
    const node = fc.nat({ max: nodes - 1 });
    return fc.array(fc.tuple(node, node), { maxLength: nodes * 3 }).map((edges) => fromPairs(nodes, edges));
  });
}

/** A graph from a list of pairs. */
export function fromPairs(nodes: number, pairs: readonly (readonly [number, number])[]): Graph {
  return graphOf(
    nodes,
    pairs.map(([from]) => from),
    pairs.map(([, to]) => to),
  );
}

/** `reach[a][b]`: a path of at least one edge leads from a to b. Warshall's algorithm, the plain way. */
export function naiveReach(graph: Graph): boolean[][] {
  const reach = Array.from({ length: graph.nodes }, (_, from) =>
    Array.from({ length: graph.nodes }, (_, to) => graph.targets.subarray(graph.offsets[from], graph.offsets[from + 1]).includes(to)),
  );
  for (let over = 0; over < graph.nodes; over++) {
    for (const row of reach) {
      if (row[over] !== true) continue;
      reach[over]?.forEach((yes, to) => {
        if (yes) row[to] = true;
      });
    }
  }
  return reach;
}

/** A graph shaped like a distribution: edges lead mostly to smaller numbers, some back; the same for the same arguments. */
export function likeDistribution(nodes: number, edges: number): Graph {
  let state = 12345;
  const random = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
  const from: number[] = [];
  const to: number[] = [];
  for (let edge = 0; edge < edges; edge++) {
    const origin = 1 + Math.floor(random() * (nodes - 1));
    const back = origin < nodes / 3 && random() < 0.01;
    from.push(origin);
    to.push(back ? Math.floor((random() * nodes) / 3) : Math.floor(random() ** 2 * origin));
  }
  return graphOf(nodes, from, to);
}
