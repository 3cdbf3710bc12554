import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BlockerTracker } from './blockers.ts';
import { criticalChain } from './critical-chain.ts';
import { anyMode, anyPlan, anyStanding, planOf } from './testing/small-plan.ts';

test('what is not known takes the mean, and what is out of the way is no station', () => {
  const tracker = new BlockerTracker(planOf(6, [[1, 0], [2, 1], [3, 0], [5, 4]], [4]), { kind: 'rolling', provider: 'wait' });
  expect(criticalChain(tracker, new Map())).toEqual({ path: [0, 1, 2], seconds: [1, 1, 1], known: [false, false, false], mean: null });
  const times = new Map([[0, 10], [3, 110]]);
  expect(criticalChain(tracker, times)).toEqual({ path: [0, 1, 2], seconds: [10, 60, 60], known: [true, false, false], mean: 60 });
  tracker.setInRepo(1);
  expect(criticalChain(tracker, times).path).toEqual([0, 3]);
  for (const source of [0, 2, 3, 5]) tracker.setInRepo(source);
  expect(criticalChain(tracker, times)).toEqual({ path: [], seconds: [], known: [], mean: 60 });
});

test('each station waits for the one before it, and no other chain of waiting is longer', () => {
  const standings = fc.array(anyStanding, { minLength: 9, maxLength: 9 });
  const times = fc.array(fc.option(fc.integer({ min: 1, max: 100 })), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(anyPlan(), anyMode, standings, times, (plan, mode, stands, took) => {
      const tracker = new BlockerTracker(plan, mode, stands);
      const known = new Map(took.flatMap((seconds, source) => (seconds === null ? [] : [[source, seconds] as const])));
      const { path, seconds, mean } = criticalChain(tracker, known);
      path.slice(1).forEach((source, index) => expect(tracker.blockersOf(source)).toContain(path[index]));
      const canBuild = (source: number): boolean => tracker.isWaiting(source) && tracker.readinessOf(source) !== 'unresolvable';
      const total = seconds.reduce((sum, each) => sum + each, 0);
      for (const source of plan.sources.keys()) {
        if (!canBuild(source)) continue;
        // A cycle has no first member: only a walk that never comes back is a chain that every order has.
        const walk = (node: number, seen: ReadonlySet<number>): number =>
          Math.max(0, ...tracker.blockersOf(node).filter((next) => canBuild(next) && plan.components.closure.of[next] !== plan.components.closure.of[node] && !seen.has(next)).map((next) => walk(next, new Set([...seen, next])))) + (mean === null ? 1 : (known.get(node) ?? mean));
        expect(walk(source, new Set([source]))).toBeLessThanOrEqual(total + 1e-6);
      }
    }),
    { numRuns: 60 },
  );
});
