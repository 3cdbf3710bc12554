import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condensation, membersOf, stronglyConnected } from './components.ts';
import { criticalPath } from './critical-path.ts';
import { edgeIndex, graphOf, reverse, successors } from './graph.ts';
import { ranksOf } from './ranks.ts';
import { reachable, reachCounts } from './reach.ts';
import { pathTo, shortestPaths } from './shortest-path.ts';
import { anyGraph, fromPairs, likeDistribution, naiveReach } from './testing/random-graph.ts';

describe('the compact graph', () => {
  it('keeps each edge once, ascending within its row', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6))), (pairs) => {
        const graph = fromPairs(7, pairs);
        for (let node = 0; node < 7; node++) {
          const expected = [...new Set(pairs.filter(([from]) => from === node).map(([, to]) => to))].sort((a, b) => a - b);
          expect([...successors(graph, node)]).toEqual(expected);
          for (let other = 0; other < 7; other++) {
            const index = edgeIndex(graph, node, other);
            expect(index === -1 ? -1 : graph.targets[index]).toBe(expected.includes(other) ? other : -1);
          }
        }
      }),
    );
  });

  it('is itself again when turned round twice', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        expect(reverse(reverse(graph))).toEqual(graph);
      }),
    );
  });

  it('refuses an edge to a node that is not there', () => {
    expect(() => graphOf(2, [0], [2])).toThrow(RangeError);
    expect(() => graphOf(2, [0, 1], [1])).toThrow(RangeError);
  });
});

describe('components', () => {
  it('hold exactly the nodes that reach each other, and their ids are a build order', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const reach = naiveReach(graph);
        const { of, sizes, count } = stronglyConnected(graph);
        for (let a = 0; a < graph.nodes; a++) {
          for (let b = 0; b < graph.nodes; b++) {
            const together = a === b || (reach[a]?.[b] === true && reach[b]?.[a] === true);
            expect(of[a] === of[b]).toBe(together);
            if (reach[a]?.[b] === true) expect(of[a]).toBeGreaterThanOrEqual(of[b] ?? Infinity);
          }
        }
        expect(sizes.length).toBe(count);
        const { offsets, members } = membersOf(stronglyConnected(graph));
        sizes.forEach((size, component) => {
          const mine = members.subarray(offsets[component], offsets[component + 1]);
          expect(mine.length).toBe(size);
          expect([...mine].every((node) => of[node] === component)).toBe(true);
        });
      }),
    );
  });

  it('survive a chain as long as a port is large', () => {
    const nodes = 30_000;
    const chain = Array.from({ length: nodes - 1 }, (_, node) => node);
    const graph = graphOf(nodes, chain, chain.map((node) => node + 1));
    expect(stronglyConnected(graph).count).toBe(nodes);
  });

  it('condense into a graph without cycles', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const condensed = condensation(graph, stronglyConnected(graph));
        expect(stronglyConnected(condensed).count).toBe(condensed.nodes);
        for (let node = 0; node < condensed.nodes; node++) expect(edgeIndex(condensed, node, node)).toBe(-1);
      }),
    );
  });
});

describe('ranks', () => {
  it('are one above the highest rank below', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const components = stronglyConnected(graph);
        const ranks = ranksOf(graph, components);
        for (let component = 0; component < components.count; component++) {
          const mine = [...ranks.keys()].filter((node) => components.of[node] === component);
          const below = mine.flatMap((node) => [...successors(graph, node)]).filter((node) => components.of[node] !== component);
          const expected = below.reduce((most, node) => Math.max(most, (ranks[node] ?? 0) + 1), 0);
          for (const node of mine) expect(ranks[node]).toBe(expected);
        }
      }),
    );
  });
});

describe('the critical path', () => {
  it('is the longest chain between components, and its durations add up', () => {
    fc.assert(
      fc.property(anyGraph(), fc.array(fc.nat(50), { minLength: 12, maxLength: 12 }), (graph, durations) => {
        const components = stronglyConnected(graph);
        const { tail, total, path } = criticalPath(graph, components, durations);
        const longest = (node: number): number => {
          const waiting = [...tail.keys()].filter((other) => edgeIndex(graph, other, node) >= 0 && components.of[other] !== components.of[node]);
          return (durations[node] ?? 0) + Math.max(0, ...waiting.map(longest));
        };
        for (let node = 0; node < graph.nodes; node++) expect(tail[node]).toBe(longest(node));
        expect(path.reduce((sum, node) => sum + (durations[node] ?? 0), 0)).toBe(total);
        path.slice(1).forEach((node, index) => expect(edgeIndex(graph, node, path[index] ?? -1)).toBeGreaterThanOrEqual(0));
        expect(total).toBe(Math.max(...tail));
      }),
    );
  });

  it('of nothing is nothing', () => {
    const graph = graphOf(0, [], []);
    expect(criticalPath(graph, stronglyConnected(graph), [])).toEqual({ tail: new Float64Array(0), total: 0, path: [] });
  });
});

describe('reach', () => {
  it('and its counts agree with the plain way', () => {
    fc.assert(
      fc.property(anyGraph(), fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }), (graph, weights) => {
        const reach = naiveReach(graph);
        const components = stronglyConnected(graph);
        const counts = reachCounts(graph, components);
        const weighted = reachCounts(graph, components, weights);
        for (let node = 0; node < graph.nodes; node++) {
          const others = [...counts.keys()].filter((other) => other !== node && reach[node]?.[other] === true);
          expect([...reachable(graph, [node]).keys()].filter((other) => other !== node && reachable(graph, [node])[other] === 1)).toEqual(others);
          expect(counts[node]).toBe(others.length);
          expect(weighted[node]).toBe(others.reduce((sum, other) => sum + (weights[other] ?? 0), 0));
        }
      }),
    );
  });

  it('is counted over more components than one block holds', () => {
    const graph = likeDistribution(3000, 9000);
    const components = stronglyConnected(graph);
    expect(components.count).toBeGreaterThan(2048);
    const counts = reachCounts(graph, components);
    for (let node = 0; node < 3000; node += 97) {
      expect(counts[node]).toBe(reachable(graph, [node]).reduce((sum, yes) => sum + yes, 0) - 1);
    }
  });
});

describe('shortest paths', () => {
  it('are paths, and no edge makes them shorter', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const reach = naiveReach(graph);
        const paths = shortestPaths(graph, 0);
        for (let node = 0; node < graph.nodes; node++) {
          const path = pathTo(paths, node);
          expect(path !== null).toBe(node === 0 || reach[0]?.[node] === true);
          if (path === null) continue;
          expect([path[0], path.at(-1), path.length - 1]).toEqual([0, node, paths.steps[node]]);
          path.slice(1).forEach((to, index) => expect(edgeIndex(graph, path[index] ?? -1, to)).toBeGreaterThanOrEqual(0));
          for (const to of successors(graph, node)) expect(paths.steps[to]).toBeLessThanOrEqual(path.length);
        }
      }),
    );
  });

  it('leave out the edges that are not to be followed', () => {
    const graph = fromPairs(3, [[0, 1], [1, 2], [0, 2]]);
    const paths = shortestPaths(graph, 0, (edge) => edge !== edgeIndex(graph, 0, 2));
    expect(pathTo(paths, 2)).toEqual([0, 1, 2]);
    expect(pathTo(paths, 9)).toBeNull();
  });
});
