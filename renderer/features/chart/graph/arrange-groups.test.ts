import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arrangeGroups, NODE } from './arrange-groups.ts';

describe('groups side by side', () => {
  it('give every node a place of its own, group after group', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { maxLength: 5 }), (sizes) => {
        const groups = sizes.map((size, group) => ({ title: `group ${group}`, ids: Array.from({ length: size }, (_, index) => `${group}-${index}`) }));
        const { places, titles } = arrangeGroups(groups);
        const all = [...places.values()];
        expect(all).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
        for (const [index, a] of all.entries()) for (const b of all.slice(index + 1)) expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
        expect(titles.map(({ words }) => words)).toEqual(groups.filter(({ ids }) => ids.length > 0).map(({ title }) => title));
        const edges = groups.filter(({ ids }) => ids.length > 0).map(({ ids }) => ids.map((id) => places.get(id)?.x ?? NaN));
        for (const [index, xs] of edges.entries()) if (index > 0) expect(Math.min(...xs)).toBeGreaterThan(Math.max(...(edges[index - 1] ?? [])));
      }),
      { numRuns: 40 },
    );
  });
});
