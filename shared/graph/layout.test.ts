import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stronglyConnected } from './components.ts';
import { graphOf, reverse, successors, type Graph } from './graph.ts';
import { layoutMap, type MapLayout } from './layout.ts';
import { ranksOf } from './ranks.ts';
import { anyGraph, fromPairs, likeDistribution } from './testing/random-graph.ts';

function mapOf(graph: Graph): MapLayout {
  const components = stronglyConnected(graph);
  return layoutMap(graph, ranksOf(graph, components), components);
}

describe('the map', () => {
  it('gives each package a place of its own, in the column of its rank, within the borders', () => {
    fc.assert(
      fc.property(anyGraph(30), (graph) => {
        const components = stronglyConnected(graph);
        const ranks = ranksOf(graph, components);
        const map = layoutMap(graph, ranks, components);
        const places = new Set([...map.x.keys()].map((node) => `${map.x[node] ?? 0} ${map.y[node] ?? 0}`));
        expect(places.size).toBe(graph.nodes);
        for (let node = 0; node < graph.nodes; node++) {
          const column = map.columns.find(({ rank }) => rank === ranks[node]);
          expect(map.x[node]).toBeGreaterThan(column?.x0 ?? Infinity);
          expect(map.x[node]).toBeLessThan(column?.x1 ?? -Infinity);
          expect(Math.abs(map.y[node] ?? Infinity)).toBeLessThanOrEqual(map.height / 2);
        }
        map.columns.slice(1).forEach((column, index) => expect(column.x0).toBeGreaterThan(map.columns[index]?.x1 ?? Infinity));
        expect(map.columns.reduce((sum, { count }) => sum + count, 0)).toBe(graph.nodes);
      }),
    );
  });

  it('keeps every cycle together, in a box that holds nothing else', () => {
    fc.assert(
      fc.property(anyGraph(30), (graph) => {
        const components = stronglyConnected(graph);
        const map = layoutMap(graph, ranksOf(graph, components), components);
        expect(map.islands.map(({ size }) => size)).toEqual([...components.sizes].filter((size) => size > 1));
        for (const island of map.islands) {
          for (let node = 0; node < graph.nodes; node++) {
            const [x, y] = [map.x[node] ?? NaN, map.y[node] ?? NaN];
            const inside = x > island.x0 && x < island.x1 && y > island.y0 && y < island.y1;
            expect(inside).toBe(components.of[node] === island.component);
          }
        }
      }),
    );
  });

  it('is the same for the same port', () => {
    const graph = likeDistribution(500, 3000);
    expect(mapOf(graph)).toEqual(mapOf(graph));
  });

  it('stays where it is for a new package that nobody needs: only such packages of its own rank make room', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1999 }), fc.integer({ min: 0, max: 1999 }), (one, other) => {
        const graph = likeDistribution(2000, 8000);
        const neededBy = reverse(graph);
        const isNeeded = (node: number): boolean => successors(neededBy, node).length > 0;
        const needs = [one, other].filter(isNeeded);
        const pairs = [...Array(graph.nodes).keys()].flatMap((node) => [...successors(graph, node)].map((to): [number, number] => [node, to]));
        const before = mapOf(graph);
        const after = mapOf(fromPairs(graph.nodes + 1, [...pairs, ...needs.map((to): [number, number] => [graph.nodes, to])]));
        const block = after.blocks[after.blockOf[graph.nodes] ?? 0];
        for (let node = 0; node < graph.nodes; node++) {
          if (after.blocks[after.blockOf[node] ?? 0] === block && (!isNeeded(node) || before.height !== after.height || before.blocks[before.blockOf[node] ?? 0]?.x1 !== block?.x1 || before.blocks[before.blockOf[node] ?? 0]?.y0 !== block?.y0)) continue;
          expect(after.y[node]).toBe(before.y[node]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('keeps a wide window’s proportions, with a cycle of a thousand as a compact block', () => {
    const pairs: [number, number][] = Array.from({ length: 1000 }, (_, node) => [node, (node + 1) % 1000]);
    for (let node = 1000; node < 2650; node++) pairs.push([node, node % 7 === 0 ? node - 150 : node % 1000]);
    const map = mapOf(fromPairs(2650, pairs));
    expect(map.width / map.height).toBeGreaterThan(1.4);
    expect(map.width / map.height).toBeLessThan(2.2);
    const [island] = map.islands;
    const proportion = ((island?.x1 ?? 0) - (island?.x0 ?? 0)) / ((island?.y1 ?? 0) - (island?.y0 ?? 0));
    expect(proportion).toBeGreaterThan(0.5);
    expect(proportion).toBeLessThan(2);
  });

  it('gives few packages room for their names', () => {
    const map = mapOf(fromPairs(10, [[1, 0], [2, 1], [3, 2], [5, 4], [4, 5], [6, 0], [7, 5], [8, 7], [9, 3]]));
    expect(map.rowPitch).toBeGreaterThan(1);
    expect(map.width / map.height).toBeLessThan(4);
    map.columns.slice(1).forEach((column, index) => expect(column.x0 - (map.columns[index]?.x1 ?? 0)).toBeGreaterThan(3));
  });

  it('of nothing is empty', () => {
    expect(mapOf(graphOf(0, [], []))).toMatchObject({ width: 0, height: 0, columns: [], islands: [] });
  });

  it('draws neighbours near each other: shorter edges than without sweeps', () => {
    const graph = likeDistribution(2000, 8000);
    const components = stronglyConnected(graph);
    const length = (sweeps: number): number => {
      const { y } = layoutMap(graph, ranksOf(graph, components), components, { sweeps });
      let sum = 0;
      for (let node = 0; node < graph.nodes; node++) {
        for (const target of graph.targets.subarray(graph.offsets[node], graph.offsets[node + 1])) sum += Math.abs((y[node] ?? 0) - (y[target] ?? 0));
      }
      return sum;
    };
    expect(length(4)).toBeLessThan(length(0) * 0.95);
  });
});
