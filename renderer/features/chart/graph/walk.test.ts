import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Diagram } from './diagram.ts';
import { step, walk, type Places } from './walk.ts';

const diagram = (count: number, edges: readonly (readonly [number, number])[]): Diagram => ({
  nodes: Array.from({ length: count }, (_, source) => ({ kind: 'package', id: `p${source}`, source })),
  edges: edges.map(([from, to]) => ({ from: `p${from}`, to: `p${to}`, kind: 'plain' })),
});

//  0 ─ 2 ─ 4
//  1 ┘   └ 3
const tree = diagram(5, [[0, 2], [1, 2], [2, 3], [2, 4]]);
const places: Places = new Map([['p0', { x: 0, y: 0 }], ['p1', { x: 0, y: 40 }], ['p2', { x: 200, y: 0 }], ['p3', { x: 400, y: 40 }], ['p4', { x: 400, y: 0 }]]);

describe('walking a diagram', () => {
  it('goes along edges to the left and right, and from row to row', () => {
    expect(walk(tree, places, 'p2', 'left')).toBe('p0');
    expect(walk(tree, places, 'p2', 'right')).toBe('p4');
    expect(walk(tree, places, 'p4', 'down')).toBe('p3');
    expect(walk(tree, places, 'p3', 'left')).toBe('p2');
    expect(walk(tree, places, 'p0', 'left')).toBe('p0');
    expect(walk(tree, places, 'gone', 'left')).toBe('p0');
  });

  it('goes on where no edge leads, and reaches every node by its order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 12 }), (grid) => {
        const scattered: Places = new Map(grid.map(([x, y], index) => [`p${index}`, { x, y }]));
        const loose = diagram(grid.length, []);
        for (const direction of ['left', 'right', 'up', 'down'] as const) {
          const next = scattered.get(walk(loose, scattered, 'p0', direction));
          const here = scattered.get('p0');
          const beyond = [...scattered.values()].some(({ x, y }) => ({ left: x < (here?.x ?? 0), right: x > (here?.x ?? 0), up: y < (here?.y ?? 0), down: y > (here?.y ?? 0) })[direction]);
          expect(next !== here).toBe(beyond);
        }
        let cursor = step(loose, scattered, 'p0', -grid.length);
        const seen = new Set([cursor]);
        for (let at = 1; at < grid.length; at++) seen.add((cursor = step(loose, scattered, cursor, 1)));
        expect(seen.size).toBe(grid.length);
      }),
    );
  });
});
