import { at, graphOf, type Graph } from './graph.ts';

/**
 * The strongly connected components of a graph. Ids are in order of dependence: every edge leads from a component to
 * itself or to one with a smaller id, so ascending ids are a build order.
 */
export interface Components {
  readonly count: number;
  /** The component of each node. */
  readonly of: Int32Array;
  /** How many nodes each component has. */
  readonly sizes: Int32Array;
}

/** Tarjan's algorithm with a stack of its own, so that a chain of any length is fine. Linear in nodes and edges. */
export function stronglyConnected(graph: Graph): Components {
  const { nodes, offsets, targets } = graph;
  const of = new Int32Array(nodes).fill(-1);
  const entered = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const nextEdge = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  const open = new Int32Array(nodes);
  const sizes: number[] = [];
  let clock = 0;
  let openCount = 0;
  // A function of its own, as the engine throws away what it compiled for an inner loop of one that runs once.
  const follow = (node: number): number => {
    const end = at(offsets, node + 1);
    let edge = at(nextEdge, node);
    let descend = -1;
    while (edge < end && descend < 0) {
      const target = at(targets, edge++);
      if (at(entered, target) === -1) descend = target;
      else if (at(of, target) === -1 && at(entered, target) < at(low, node)) low[node] = at(entered, target);
    }
    nextEdge[node] = edge;
    return descend;
  };
  for (let root = 0; root < nodes; root++) {
    if (at(entered, root) !== -1) continue;
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const node = at(path, depth);
      if (at(entered, node) === -1) {
        entered[node] = low[node] = clock++;
        open[openCount++] = node;
        nextEdge[node] = at(offsets, node);
      }
      const descend = follow(node);
      if (descend !== -1) {
        path[++depth] = descend;
        continue;
      }
      if (at(low, node) === at(entered, node)) {
        let size = 0;
        for (;;) {
          const member = at(open, --openCount);
          of[member] = sizes.length;
          size++;
          if (member === node) break;
        }
        sizes.push(size);
      }
      depth--;
      if (depth >= 0) {
        const parent = at(path, depth);
        if (at(low, node) < at(low, parent)) low[parent] = at(low, node);
      }
    }
  }
  return { count: sizes.length, of, sizes: Int32Array.from(sizes) };
}

/** The graph of the components: one node for each, an edge where any member has one, no self edges. */
export function condensation(graph: Graph, components: Components): Graph {
  const from: number[] = [];
  const to: number[] = [];
  for (let node = 0; node < graph.nodes; node++) {
    const origin = at(components.of, node);
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      const target = at(components.of, at(graph.targets, edge));
      if (target === origin) continue;
      from.push(origin);
      to.push(target);
    }
  }
  return graphOf(components.count, from, to);
}

/** The nodes of each component, ascending: `members[offsets[c]] … members[offsets[c + 1] - 1]`. */
export function membersOf(components: Components): { readonly offsets: Int32Array; readonly members: Int32Array } {
  const offsets = new Int32Array(components.count + 1);
  for (let component = 0; component < components.count; component++) {
    offsets[component + 1] = at(offsets, component) + at(components.sizes, component);
  }
  const next = offsets.slice();
  const members = new Int32Array(components.of.length);
  components.of.forEach((component, node) => {
    const slot = at(next, component);
    next[component] = slot + 1;
    members[slot] = node;
  });
  return { offsets, members };
}
