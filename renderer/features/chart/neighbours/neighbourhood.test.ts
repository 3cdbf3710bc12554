import { describe, expect, it } from 'vitest';

import type { PackageState } from '#shared/vocabulary/package-state.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { MORE_OF_A_SIDE, MOST_OF_A_SIDE, neighbourhoodOf, opened, type Shown } from './neighbourhood.ts';

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
    expect([around.needs, around.neededBy, around.path]).toEqual([[1, 4], [3], [2, 1, 0]]);
  });

  it('has what needs it and is needed by it once, with an edge that leads back', () => {
    const around = neighbourhoodOf(port(['ready', 'ready'], [[1], [0]]), 0);
    expect(around.nodes).toHaveLength(2);
    expect(around.edges.filter(({ back }) => back === true)).toHaveLength(1);
  });

  it('stays below 300 elements, and counts what it leaves out', () => {
    const many = 2000;
    const model = port(
      Array.from({ length: many }, () => 'ready' as const),
      Array.from({ length: many }, (_, index) => (index === 0 ? [] : [0])),
    );
    const around = neighbourhoodOf(model, 0);
    expect(around.nodes.length + around.edges.length).toBeLessThanOrEqual(300);
    expect(around.neededBy).toHaveLength(many - 1);
    const bundle = around.nodes.find((node) => node.kind === 'bundle');
    expect(bundle?.sources).toHaveLength(many - 1 - MOST_OF_A_SIDE);
    expect(bundle?.words).toBe(`${(many - 1 - MOST_OF_A_SIDE).toLocaleString('en')} more`);

    let shown: Shown = { needs: MOST_OF_A_SIDE, neededBy: MOST_OF_A_SIDE };
    const once = opened(shown, 'neededBy', many - 1);
    expect(once.neededBy).toBe(MOST_OF_A_SIDE + MORE_OF_A_SIDE);
    for (let time = 0; time < 20; time++) shown = opened(shown, 'neededBy', many - 1);
    expect(opened(shown, 'neededBy', many - 1)).toEqual(shown);
    const most = neighbourhoodOf(model, 0, shown);
    expect(most.nodes.length + most.edges.length).toBeLessThanOrEqual(300);
    expect(most.nodes.length).toBeGreaterThan(100);
  });
});
