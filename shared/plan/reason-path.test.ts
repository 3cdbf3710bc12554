import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BlockerTracker } from './blockers.ts';
import { planPort } from './plan-port.ts';
import { blockerSteps, faultSteps, type ReasonStep } from './reason-path.ts';
import { rootBlockersOf } from './root-blockers.ts';
import { faultsOf } from './say-fault.ts';
import { anyUniverse, plannerUniverse } from './testing/any-universe.ts';
import { anyPlan, anyStanding, planOf } from './testing/small-plan.ts';
import { binary, source, universe } from './testing/small-universe.ts';
import type { Plan } from './types.ts';

const BY = { kind: 'at-run-time', capability: null } as const;

/** `app -(lib)-> lib-1-1.x86_64 -> missing gone`. */
function drawn(plan: Plan, steps: readonly ReasonStep[]): string {
  return steps
    .map((step) => {
      const by = step.by === null ? '' : `-(${step.by.capability ?? step.by.kind})-> `;
      switch (step.kind) {
        case 'source':
          return by + (plan.sources[step.source]?.name ?? '');
        case 'binary':
          return by + (plan.binaries[step.binary]?.nevra ?? '');
        case 'cycle':
          return `${by}cycle of ${step.members.length}`;
        case 'missing':
        case 'conflict':
          return `${by}${step.kind} ${step.capability}: ${step.words}`;
      }
    })
    .join(' ');
}

function reasons(plan: Plan): string[] {
  return plan.sources.flatMap((_, row) => faultsOf(plan, row).flatMap((fault) => faultSteps(plan, row, fault)).map((steps) => drawn(plan, steps)));
}

describe('the path of what cannot be had', () => {
  it('leads over binaries to the capability, or to what keeps two apart', () => {
    const x = (name: string, words: Parameters<typeof binary>[1] = {}) => binary(name, { from: 'x', ...words });
    const missing = planPort(universe([source('app', ['lib']), source('x')], { reference: [x('lib', { requires: ['deep'] }), x('deep', { requires: ['gone'] })] }));
    expect(reasons(missing)).toEqual(['app -(lib)-> lib-1-1.x86_64 -(at-run-time)-> deep-1-1.x86_64 -(at-run-time)-> missing gone: nothing provides it']);
    const apart = planPort(universe([source('app', ['left', 'right']), source('x')], { reference: [x('left', { requires: ['deep'] }), x('deep', { conflicts: ['right'] }), x('right')] }));
    expect(reasons(apart)).toEqual([
      'app -(right)-> right-1-1.x86_64 -(apart)-> conflict cannot be installed together: deep conflicts with right',
      'app -(left)-> left-1-1.x86_64 -(at-run-time)-> deep-1-1.x86_64 -(apart)-> conflict cannot be installed together: deep conflicts with right',
    ]);
  });

  it('begins with its package and ends with a reason, of every fault of any universe', () => {
    fc.assert(
      fc.property(anyUniverse({ foreign: true, group: true }), (any) => {
        const plan = planPort(plannerUniverse(any));
        plan.sources.forEach((_, row) => {
          for (const fault of faultsOf(plan, row)) {
            for (const steps of faultSteps(plan, row, fault)) {
              expect(steps[0]).toEqual({ kind: 'source', source: row, by: null });
              expect(['missing', 'conflict']).toContain(steps.at(-1)?.kind);
              expect(steps.slice(1, -1).every(({ kind, by }) => kind === 'binary' && by !== null)).toBe(true);
            }
          }
        });
      }),
    );
  });
});

describe('the path of what is waited for', () => {
  it('ends with a cycle as one step, also for a member of it', () => {
    const plan = planOf(4, [[0, 1], [1, 2], [2, 3], [3, 2]]);
    const tracker = new BlockerTracker(plan, { kind: 'rolling', provider: 'wait' });
    const of = (row: number): string[] => rootBlockersOf(tracker, row).flatMap((root) => blockerSteps(plan, root, () => BY, () => [])).map((steps) => drawn(plan, steps));
    expect(of(0)).toEqual(['p0 -(at-run-time)-> p1 -(at-run-time)-> cycle of 2']);
    expect(of(2)).toEqual(['p2 -(within)-> cycle of 2']);
  });

  it('goes from the blocked source to the root, or to what that lacks', () => {
    fc.assert(
      fc.property(anyPlan(), fc.array(anyStanding, { minLength: 9, maxLength: 9 }), (plan, standings) => {
        const tracker = new BlockerTracker(plan, { kind: 'rolling', provider: 'wait' });
        standings.forEach((standing, row) => void tracker.set(row, standing));
        plan.sources.forEach((_, row) => {
          for (const root of rootBlockersOf(tracker, row)) {
            const [steps = []] = blockerSteps(plan, root, () => BY, (each) => faultsOf(plan, each));
            expect(steps[0]).toEqual({ kind: 'source', source: row, by: null });
            const end = steps.at(-1);
            if (root.why === 'cycle') expect(end).toMatchObject({ kind: 'cycle', members: root.members });
            else if (root.why === 'unresolvable') expect(end).toMatchObject({ kind: 'missing', capability: 'gone' });
            else expect(end).toMatchObject({ kind: 'source', source: root.source });
          }
        });
      }),
    );
  });
});
