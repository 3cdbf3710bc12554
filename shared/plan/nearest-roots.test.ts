import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockerTracker } from './blockers.ts';
import { nearestRoots } from './nearest-roots.ts';
import { rootBlockersOf } from './root-blockers.ts';
import { anyMode, anyPlan, anyStanding } from './testing/small-plan.ts';

it('the nearest root and the number of roots are those that are found for each source by itself', () => {
  fc.assert(
    fc.property(anyPlan(), anyMode, fc.array(anyStanding, { minLength: 9, maxLength: 9 }), (plan, mode, standings) => {
      const tracker = new BlockerTracker(plan, mode, standings);
      const of = nearestRoots(tracker);
      plan.sources.forEach((_, source) => {
        if (tracker.standingOf(source) !== 'pending' || tracker.readinessOf(source) !== 'blocked') return;
        const [first, ...more] = rootBlockersOf(tracker, source);
        expect(of(source)).toEqual(first === undefined ? null : { source: first.source, why: first.why, members: first.members.length, roots: 1 + more.length });
      });
    }),
    { numRuns: 2000 },
  );
});
