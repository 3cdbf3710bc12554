import { describe, expect, it } from 'vitest';

import type { PackageState } from '#shared/vocabulary/package-state.ts';
import { modelOf, type PortModel } from '#renderer/state/port-model.ts';
import { snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { MOST_OF_A_SIDE, neighbourhoodOf } from './neighbourhood.ts';

function port(states: readonly PackageState[], needs: readonly (readonly number[])[]): PortModel {
  return modelOf(snapshotOf(states.map((state, index) => ({ name: `package-${index}`, state, needs: needs[index] ?? [] }))));
}

describe('the neighbourhood of a package', () => {
  it('has what it needs, what needs it, and the way to the root of what holds it up', () => {
    // 0 failed ← 1 blocked ← 2 blocked ← 3 blocked; 4 in repo ← 2
    const model = port(['failed', 'blocked', 'blocked', 'blocked', 'in-repo'], [[], [0], [1, 4], [2], []]);
    const around = neighbourhoodOf(model, 2);
    expect(around.nodes.map((node) => node.id).sort()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    expect(around.edges.filter((edge) => edge.kind === 'root')).toEqual([
      { from: 'p1', to: 'p2', kind: 'root' },
      { from: 'p0', to: 'p1', kind: 'root' },
    ]);
  });

  it('stays below 300 elements, and counts what it leaves out', () => {
    const many = 2000;
    const model = port(
      Array.from({ length: many }, () => 'ready' as const),
      Array.from({ length: many }, (_, index) => (index === 0 ? [] : [0])),
    );
    const around = neighbourhoodOf(model, 0);
    expect(around.nodes.length + around.edges.length).toBeLessThanOrEqual(300);
    expect(around.neededBy).toBe(many - 1);
    expect(around.nodes.find((node) => node.kind === 'bundle')).toMatchObject({ count: many - 1 - MOST_OF_A_SIDE, side: 'neededBy' });
  });
});
