import fc from 'fast-check';
import { expect, it } from 'vitest';

import { BlockerTracker } from './blockers.ts';
import { withOwnBase } from './own-base.ts';
import { rankReady } from './priority.ts';
import { planOf } from './testing/small-plan.ts';
import type { PassMode, Plan } from './types.ts';

const NODES = 6;
const node = fc.nat(NODES - 1);
const anyPlan = fc.array(fc.tuple(node, node, fc.constant(0)), { maxLength: 14 }).map((edges) => planOf(NODES, edges));

function built(plan: Plan, mode: PassMode): number[] {
  const tracker = new BlockerTracker(plan, mode);
  const order: number[] = [];
  for (let [best] = rankReady(tracker, []); best !== undefined; [best] = rankReady(tracker, [])) {
    order.push(best.source);
    tracker.setInRepo(best.source);
  }
  return order;
}

it('a pass that begins on all that the pass before built comes to its end, cycles and all, without a foreign base', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const order = built(withOwnBase(plan, () => true), { kind: 'rolling', provider: 'wait' });
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
      // Outside of cycles it still waits for what is built anew.
      for (let from = 0; from < NODES; from++) {
        for (const to of plan.closure.targets.subarray(plan.closure.offsets[from], plan.closure.offsets[from + 1])) {
          if (plan.components.closure.of[from] !== plan.components.closure.of[to]) expect(order.indexOf(to)).toBeLessThan(order.indexOf(from));
        }
      }
    }),
  );
});

it('with use-base nothing waits for what the pass before built, and everything for what it did not', () => {
  fc.assert(
    fc.property(anyPlan, fc.subarray([0, 1, 2, 3, 4, 5]), (plan, had) => {
      const tracker = new BlockerTracker(withOwnBase(plan, (source) => had.includes(source)), { kind: 'rolling', provider: 'use-base' });
      for (let source = 0; source < NODES; source++) {
        const needs = [...plan.closure.targets.subarray(plan.closure.offsets[source], plan.closure.offsets[source + 1])];
        expect(tracker.blockersOf(source)).toEqual(needs.filter((needed) => !had.includes(needed)));
      }
    }),
  );
});

it('leaves the plan itself as it is', () => {
  const plan = planOf(2, [[0, 1, 0]]);
  withOwnBase(plan, () => true);
  expect([...plan.closureBase]).toEqual([0]);
});
