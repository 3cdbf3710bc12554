import { describe, expect, it } from 'vitest';

import { stronglyConnected } from '#shared/graph/components.ts';
import { graphOf } from '#shared/graph/graph.ts';
import { layoutMap } from '#shared/graph/layout.ts';
import { ranksOf } from '#shared/graph/ranks.ts';

import { CARD, nextPackage, packageAt, placeMap } from './place-map.ts';

function placed(nodes: number, edges: readonly (readonly [number, number])[]): ReturnType<typeof placeMap> {
  const graph = graphOf(nodes, edges.map(([from]) => from), edges.map(([, to]) => to));
  const components = stronglyConnected(graph);
  return placeMap(layoutMap(graph, ranksOf(graph, components), components));
}

describe('the map in the world', () => {
  it('shows few packages as cards that never overlap', () => {
    const map = placed(11, [[1, 0], [2, 0], [3, 1], [4, 3], [5, 4], [6, 5], [5, 6], [8, 2], [9, 2], [10, 9]]);
    expect(map.kind).toBe('cards');
    for (let a = 0; a < 11; a++) {
      for (let b = 0; b < a; b++) {
        const dx = Math.abs((map.x[a] ?? 0) - (map.x[b] ?? 0));
        const dy = Math.abs((map.y[a] ?? 0) - (map.y[b] ?? 0));
        expect(dx >= CARD.width || dy >= CARD.height).toBe(true);
      }
    }
    expect(map.islands).toHaveLength(1);
  });

  it('finds what is under a point, and what is next to it by the keyboard', () => {
    const map = placed(200, Array.from({ length: 150 }, (_, index) => [index + 50, index % 50] as const));
    expect(map.kind).toBe('marks');
    for (let node = 0; node < 200; node += 17) expect(packageAt(map, map.x[node] ?? 0, map.y[node] ?? 0, 0)).toBe(node);
    expect(packageAt(map, -100, -100, 0)).toBe(-1);
    const right = nextPackage(map, 0, 'right');
    expect(right).toBeGreaterThanOrEqual(0);
    expect(map.x[right] ?? 0).toBeGreaterThan(map.x[0] ?? 0);
  });
});
