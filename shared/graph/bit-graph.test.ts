import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BitGraph } from './bit-graph.ts';
import { stronglyConnected } from './components.ts';
import { graphOf, keepEdges } from './graph.ts';
import { inducedGraph } from './induced.ts';

const graphs = fc.integer({ min: 1, max: 90 }).chain((nodes) =>
  fc.tuple(fc.constant(nodes), fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: nodes * 3 }), fc.array(fc.nat(nodes - 1), { maxLength: 20 }), fc.array(fc.nat(300), { maxLength: 20 })),
);

/** The components of more than one node, as sets of their nodes. */
function grouped(of: ArrayLike<number>, nodeOf: (index: number) => number): string[] {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < of.length; index++) {
    const component = of[index] ?? -1;
    if (component >= 0) groups.set(component, [...(groups.get(component) ?? []), nodeOf(index)]);
  }
  return [...groups.values()].filter(({ length }) => length > 1).map((nodes) => nodes.sort((a, b) => a - b).join(' ')).sort();
}

describe('a graph of bits', () => {
  it('falls apart as the graph does from scratch, without any nodes and edges', () => {
    fc.assert(
      fc.property(graphs, ([nodes, edges, without, cut]) => {
        const graph = graphOf(nodes, edges.map(([from]) => from), edges.map(([, to]) => to));
        const bits = new BitGraph(graph);
        const left = [...Array(nodes).keys()].filter((node) => !without.includes(node));
        const gone = new Set(cut.filter((edge) => edge < graph.targets.length));
        const kept = keepEdges(graph, (edge, from) => {
          if (!gone.has(edge) || graph.targets[edge] === from) return true;
          bits.remove(from, graph.targets[edge] ?? 0);
          return false;
        });
        const scratch = stronglyConnected(inducedGraph(kept, left));
        const split = bits.split(left);
        expect(grouped(split.of, (node) => node)).toEqual(grouped(scratch.of, (place) => left[place] ?? -1));
        expect(split.sizes).toEqual([...scratch.sizes].filter((size) => size > 1).sort((a, b) => b - a));
        // Put back, everything is as before.
        keepEdges(graph, (edge, from) => {
          if (gone.has(edge)) bits.add(from, graph.targets[edge] ?? 0);
          return true;
        });
        expect(grouped(bits.split().of, (node) => node)).toEqual(grouped(stronglyConnected(graph).of, (node) => node));
      }),
    );
  });
});
