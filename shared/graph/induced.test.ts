import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { stronglyConnected } from './components.ts';
import { edgeIndex, graphOf } from './graph.ts';
import { inducedGraph, shortestCycle } from './induced.ts';

const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 50 });
const made = (list: readonly (readonly [number, number])[]): ReturnType<typeof graphOf> => graphOf(12, list.map(([from]) => from), list.map(([, to]) => to));

describe('the graph between some nodes', () => {
  it('has exactly the edges between them', () => {
    fc.assert(
      fc.property(edges, fc.uniqueArray(fc.nat(11)), (list, nodes) => {
        const graph = made(list);
        const induced = inducedGraph(graph, nodes);
        expect(induced.nodes).toBe(nodes.length);
        nodes.forEach((from, a) => nodes.forEach((to, b) => expect(edgeIndex(induced, a, b) >= 0).toBe(a !== b && edgeIndex(graph, from, to) >= 0)));
      }),
    );
  });
});

describe('the shortest way round', () => {
  it('is there exactly for those in a cycle of several, and follows edges', () => {
    fc.assert(
      fc.property(edges, fc.nat(11), (list, node) => {
        const graph = made(list);
        const { of, sizes } = stronglyConnected(graph);
        const cycle = shortestCycle(graph, node);
        expect(cycle !== null).toBe((sizes[of[node] ?? 0] ?? 1) > 1);
        if (cycle === null) return;
        expect([cycle[0], cycle.at(-1)]).toEqual([node, node]);
        expect(new Set(cycle.slice(1)).size).toBe(cycle.length - 1);
        cycle.slice(1).forEach((to, step) => expect(edgeIndex(graph, cycle[step] ?? -1, to)).toBeGreaterThanOrEqual(0));
      }),
    );
  });
});
