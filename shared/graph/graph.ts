/**
 * A directed graph in compressed sparse rows: the successors of node `n` are
 * `targets[offsets[n]] … targets[offsets[n + 1] - 1]`, ascending and without repeats.
 * Plain data and typed arrays, so it survives structured cloning.
 */
export interface Graph {
  /** How many nodes; they are numbered from 0. */
  readonly nodes: number;
  /** `nodes + 1` entries, ascending. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** The element at `index`; 0 beyond the end. Spares the callers of typed arrays a check that cannot fail. */
export function at(array: Int32Array | Uint8Array | Float64Array | Float32Array, index: number): number {
  return array[index] ?? 0;
}

/**
 * Builds a graph from the parallel edge lists `from[i] → to[i]`; repeats are dropped, self edges kept.
 * Linear in nodes and edges (two counting sorts).
 * @throws RangeError where the lists differ in length or an edge names a node that is not there.
 */
export function graphOf(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>): Graph {
  const edges = from.length;
  if (to.length !== edges) throw new RangeError(`The edge lists differ in length: ${edges} and ${to.length}.`);
  for (let edge = 0; edge < edges; edge++) {
    checkNode(nodes, from[edge]);
    checkNode(nodes, to[edge]);
  }
  // Sorted by target first, then stably by origin: each row comes out ascending, so repeats stand side by side.
  const byTarget = countingOrder(nodes, to);
  const byOrigin = countingOrder(nodes, from, byTarget);
  const offsets = new Int32Array(nodes + 1);
  const targets = new Int32Array(edges);
  let kept = 0;
  let lastOrigin = -1;
  for (const edge of byOrigin) {
    const origin = from[edge] ?? 0;
    const target = to[edge] ?? 0;
    if (origin === lastOrigin && targets[kept - 1] === target) continue;
    lastOrigin = origin;
    targets[kept++] = target;
    offsets[origin + 1] = at(offsets, origin + 1) + 1;
  }
  for (let node = 0; node < nodes; node++) offsets[node + 1] = at(offsets, node + 1) + at(offsets, node);
  return { nodes, offsets, targets: targets.slice(0, kept) };
}

/** The same edges, turned round: rows stay ascending. */
export function reverse(graph: Graph): Graph {
  const { nodes, offsets, targets } = graph;
  const reversed = new Int32Array(nodes + 1);
  for (const target of targets) reversed[target + 1] = at(reversed, target + 1) + 1;
  for (let node = 0; node < nodes; node++) reversed[node + 1] = at(reversed, node + 1) + at(reversed, node);
  const next = reversed.slice(0, nodes);
  const origins = new Int32Array(targets.length);
  for (let node = 0; node < nodes; node++) {
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge++) {
      const target = at(targets, edge);
      const slot = at(next, target);
      next[target] = slot + 1;
      origins[slot] = node;
    }
  }
  return { nodes, offsets: reversed, targets: origins };
}

/** The graph of those edges that `keep` wants, by their index in `targets` and the node they start from; all nodes stay. */
export function keepEdges(graph: Graph, keep: (edge: number, from: number) => boolean): Graph {
  const offsets = new Int32Array(graph.nodes + 1);
  const targets = new Int32Array(graph.targets.length);
  let kept = 0;
  for (let node = 0; node < graph.nodes; node++) {
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      if (keep(edge, node)) targets[kept++] = at(graph.targets, edge);
    }
    offsets[node + 1] = kept;
  }
  return { nodes: graph.nodes, offsets, targets: targets.slice(0, kept) };
}

/** The successors of a node: a view, not a copy. Empty for a node that is not there. */
export function successors(graph: Graph, node: number): Int32Array {
  return graph.targets.subarray(at(graph.offsets, node), at(graph.offsets, node + 1));
}

/** Where the edge `from → to` stands in `targets`, or -1. Binary search within the row. */
export function edgeIndex(graph: Graph, from: number, to: number): number {
  let low = at(graph.offsets, from);
  let high = at(graph.offsets, from + 1) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const target = at(graph.targets, middle);
    if (target === to) return middle;
    if (target < to) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function checkNode(nodes: number, node: number | undefined): void {
  if (node === undefined || node < 0 || node >= nodes || !Number.isInteger(node)) {
    throw new RangeError(`An edge names node ${node ?? 'nothing'}, but there are ${nodes} nodes.`);
  }
}

function countingOrder(nodes: number, keys: ArrayLike<number>, order?: Int32Array): Int32Array {
  const next = new Int32Array(nodes + 1);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? 0;
    next[key + 1] = at(next, key + 1) + 1;
  }
  for (let node = 0; node < nodes; node++) next[node + 1] = at(next, node + 1) + at(next, node);
  const sorted = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const item = order ? at(order, index) : index;
    const key = keys[item] ?? 0;
    const slot = at(next, key);
    next[key] = slot + 1;
    sorted[slot] = item;
  }
  return sorted;
}
