import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockerTracker, isOut } from './blockers.ts';
import { anyMode, anyPlan, anyStanding, planOf } from './testing/small-plan.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE, type PassMode, type Standing } from './types.ts';

const wait = { kind: 'rolling', provider: 'wait' } as const satisfies PassMode;
const useBase = { kind: 'rolling', provider: 'use-base' } as const satisfies PassMode;
const frozen: PassMode = { kind: 'frozen' };

describe('blocking', () => {
  it('is by what is not in-repo yet', () => {
    const tracker = new BlockerTracker(planOf(3, [[0, 1], [0, 2]]), wait);
    expect(tracker.blockersOf(0)).toEqual([1, 2]);
    expect(tracker.setInRepo(1)).toEqual([]);
    expect(tracker.blockersOf(0)).toEqual([2]);
    expect(tracker.setInRepo(2)).toEqual([0]);
    expect(tracker.readinessOf(0)).toBe('ready');
    expect(tracker.set(2, 'pending')).toEqual([0]);
    expect(tracker.readinessOf(0)).toBe('blocked');
  });

  it('follows the mode of the pass', () => {
    const plan = planOf(2, [[0, 1, BASE_CAN_SERVE]]);
    expect([wait, useBase, frozen].map((mode) => new BlockerTracker(plan, mode).readinessOf(0))).toEqual(['blocked', 'ready', 'ready']);
  });

  it('is lifted inside a cycle that a foreign base breaks, though the pass waits', () => {
    const plan = planOf(2, [[0, 1, BASE_BREAKS_CYCLE | BASE_CAN_SERVE], [1, 0]]);
    const tracker = new BlockerTracker(plan, wait);
    expect([0, 1].map((source) => tracker.readinessOf(source))).toEqual(['ready', 'blocked']);
    expect(tracker.setInRepo(0)).toEqual([1]);
  });

  it('follows a rule for one edge, or for all edges to a provider, before the mode of the pass', () => {
    const plan = planOf(3, [[0, 2, BASE_CAN_SERVE], [1, 2, BASE_CAN_SERVE]]);
    const readiness = (mode: PassMode): readonly string[] => [0, 1].map((source) => new BlockerTracker(plan, mode).readinessOf(source));
    expect(readiness({ ...wait, edges: [{ source: 'p0', provider: 'p2', serve: 'use-base' }] })).toEqual(['ready', 'blocked']);
    expect(readiness({ ...wait, edges: [{ source: 'p0', provider: 'p2', serve: 'wait' }, { provider: 'p2', serve: 'use-base' }] })).toEqual(['blocked', 'ready']);
    expect(readiness({ ...wait, edges: [{ source: 'p1', provider: 'p2', serve: 'none' }] })).toEqual(['blocked', 'ready']);
    expect(readiness({ ...useBase, edges: [{ provider: 'p2', serve: 'wait' }, { source: 'gone', provider: 'p2', serve: 'use-base' }] })).toEqual(['blocked', 'blocked']);
  });

  it('is not by what will never be built, where a base has it', () => {
    const plan = planOf(3, [[0, 1, BASE_CAN_SERVE], [2, 1]]);
    const tracker = new BlockerTracker(plan, wait);
    expect(tracker.set(1, 'left-out')).toEqual([0]);
    expect([0, 2].map((source) => tracker.readinessOf(source))).toEqual(['ready', 'blocked']);
  });

  it('says unresolvable before blocked, whatever lands', () => {
    const tracker = new BlockerTracker(planOf(2, [[0, 1]], [0]), wait);
    expect(tracker.readinessOf(0)).toBe('unresolvable');
    expect(tracker.setInRepo(1)).toEqual([]);
  });

  it('ignores a source that is not there', () => {
    expect(new BlockerTracker(planOf(1, []), wait).setInRepo(7)).toEqual([]);
  });

  it('kept up to date equals blocking from scratch, and names exactly whose readiness changed', () => {
    fc.assert(
      fc.property(anyPlan(), anyMode, fc.array(fc.tuple(fc.nat(8), anyStanding), { maxLength: 25 }), (plan, mode, changes) => {
        const tracker = new BlockerTracker(plan, mode);
        const standings: Standing[] = plan.sources.map(() => 'pending');
        for (const [source, standing] of changes) {
          const before = plan.sources.map((_, node) => tracker.readinessOf(node));
          const changed = tracker.set(source, standing);
          standings[source] = standing;
          const scratch = new BlockerTracker(plan, mode, standings);
          const differing: number[] = [];
          for (let node = 0; node < plan.sources.length; node++) {
            expect(tracker.readinessOf(node)).toBe(scratch.readinessOf(node));
            expect(tracker.blockersOf(node)).toEqual(scratch.blockersOf(node));
            if (tracker.readinessOf(node) !== before[node]) differing.push(node);
          }
          expect(changed).toEqual(differing);
        }
      }),
    );
  });

  it('from scratch is what the rule says', () => {
    fc.assert(
      fc.property(anyPlan(), anyMode, fc.array(anyStanding, { minLength: 9, maxLength: 9 }), ({ ...plan }, mode, standings) => {
        const tracker = new BlockerTracker(plan, mode, standings);
        for (let node = 0; node < plan.sources.length; node++) {
          const expected: number[] = [];
          for (let edge = plan.closure.offsets[node] ?? 0; edge < (plan.closure.offsets[node + 1] ?? 0); edge++) {
            const target = plan.closure.targets[edge] ?? -1;
            const bits = plan.closureBase[edge] ?? 0;
            const standing = standings[target] ?? 'pending';
            if (standing === 'in-repo' || mode.kind === 'frozen') continue;
            if ((bits & (mode.provider === 'wait' ? BASE_BREAKS_CYCLE : BASE_CAN_SERVE)) !== 0) continue;
            if (isOut(standing) && (bits & BASE_CAN_SERVE) !== 0) continue;
            expected.push(target);
          }
          expect(tracker.blockersOf(node)).toEqual(expected);
        }
      }),
    );
  });
});
