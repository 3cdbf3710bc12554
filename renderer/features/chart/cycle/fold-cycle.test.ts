import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PortModel } from '#renderer/state/port-model.ts';
import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { MOST_ELEMENTS, sourcesOf } from '../graph/diagram.ts';
import { cycleOf, foldCycle } from './fold-cycle.ts';

/** A ring with chords: all of it one cycle. */
function ring(size: number, chords: readonly (readonly [number, number])[]): PortModel {
  const needs = Array.from({ length: size }, (_, index) => [(index + 1) % size, ...chords.flatMap(([from, to]) => (from % size === index && to % size !== index ? [to % size] : []))]);
  const snapshot = snapshotOf(needs.map((list, index) => ({ name: `package-${index}`, state: 'ready', needs: [...new Set(list)].sort((a, b) => a - b) })));
  return modelOf({ ...snapshot, components: needs.map(() => 0) });
}

const rings = fc.tuple(fc.integer({ min: 2, max: 700 }), fc.array(fc.tuple(fc.nat(699), fc.nat(699)), { maxLength: 900 }));

describe('a folded cycle', () => {
  it('draws a small one as it is, with the shortest way round through the selection', () => {
    const folded = foldCycle(cycleOf(ring(6, [[2, 0]]), 0), 1, new Set());
    expect(folded.nodes).toHaveLength(6);
    expect(folded.round).toEqual([1, 2, 0, 1]);
    expect(folded.edges.filter(({ kind }) => kind === 'round')).toHaveLength(3);
  });

  it('has every member once, alone or in a bundle, and 300 elements at most, whatever was opened', () => {
    fc.assert(
      fc.property(rings, fc.nat(699), fc.array(fc.nat(40), { maxLength: 6 }), ([size, chords], selected, openings) => {
        const cycle = cycleOf(ring(size, chords), 0);
        const open = new Set<string>();
        let folded = foldCycle(cycle, selected % size, open);
        for (const opening of openings) {
          const bundles = folded.nodes.filter((node) => node.kind === 'bundle');
          const bundle = bundles[opening % Math.max(1, bundles.length)];
          if (bundle === undefined) break;
          open.add(bundle.id);
          folded = foldCycle(cycle, selected % size, open);
        }
        expect([...sourcesOf(folded)].sort((a, b) => a - b)).toEqual(cycle.members);
        expect(folded.nodes.reduce((sum, node) => sum + (node.kind === 'bundle' ? node.sources.length : 1), 0)).toBe(size);
        expect(new Set(folded.nodes.map(({ id }) => id)).size).toBe(folded.nodes.length);
        expect(folded.nodes.length + folded.edges.length).toBeLessThanOrEqual(MOST_ELEMENTS);
        for (const { from, to } of folded.edges) expect(from).not.toBe(to);
        if (folded.groups !== undefined) expect(folded.groups.flatMap(({ ids }) => ids).sort()).toEqual(folded.nodes.map(({ id }) => id).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('opens a bundle into more of its packages', () => {
    const cycle = cycleOf(ring(600, Array.from({ length: 800 }, (_, index) => [index * 7, index * 13] as const)), 0);
    const folded = foldCycle(cycle, 0, new Set());
    const bundle = folded.nodes.find((node) => node.kind === 'bundle');
    expect(bundle).toBeDefined();
    const open = foldCycle(cycle, 0, new Set([bundle?.id ?? '']));
    expect(open.nodes.some(({ id }) => id === bundle?.id)).toBe(false);
    expect(open.nodes.filter(({ kind }) => kind === 'package').length).toBeGreaterThan(folded.nodes.filter(({ kind }) => kind === 'package').length);
  });
});
