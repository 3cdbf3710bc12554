import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockerTracker } from './blockers.ts';
import { holdsUp, holdsUpAll, rankReady } from './priority.ts';
import { rootBlockersOf } from './root-blockers.ts';
import { anyMode, anyPlan, anyStanding, planOf } from './testing/small-plan.ts';
import type { PassMode, Standing } from './types.ts';

const wait: PassMode = { kind: 'rolling', provider: 'wait' };
const anyTracker = fc
  .tuple(anyPlan(), anyMode, fc.array(anyStanding, { minLength: 9, maxLength: 9 }))
  .map(([plan, mode, standings]) => new BlockerTracker(plan, mode, standings));

describe('root blockers', () => {
  it('are the ends of the chains, with the shortest way there', () => {
    const standings: Standing[] = ['pending', 'pending', 'failed', 'pending', 'pending'];
    const tracker = new BlockerTracker(planOf(5, [[0, 1], [1, 2], [0, 3], [2, 4]]), wait, standings);
    expect(rootBlockersOf(tracker, 0)).toEqual([
      { source: 3, why: 'ready', members: [3], path: [0, 3] },
      { source: 2, why: 'failed', members: [2], path: [0, 1, 2] },
    ]);
  });

  it('may be a cycle, met from outside or from within', () => {
    const tracker = new BlockerTracker(planOf(4, [[0, 1], [1, 2], [2, 3], [3, 1]]), wait);
    expect(rootBlockersOf(tracker, 0)).toEqual([{ source: 1, why: 'cycle', members: [1, 2, 3], path: [0, 1] }]);
    expect(rootBlockersOf(tracker, 2)).toEqual([{ source: 2, why: 'cycle', members: [1, 2, 3], path: [2, 3, 1, 2] }]);
  });

  it('may be a source that needs what only it builds', () => {
    const tracker = new BlockerTracker(planOf(2, [[0, 1], [1, 1]]), wait);
    expect(rootBlockersOf(tracker, 0)).toEqual([{ source: 1, why: 'cycle', members: [1], path: [0, 1] }]);
    expect(rootBlockersOf(tracker, 1)).toEqual([{ source: 1, why: 'cycle', members: [1], path: [1, 1] }]);
    expect(tracker.setInRepo(1)).toEqual([0, 1]);
  });

  it('of a cycle that waits for more are what it waits for', () => {
    const tracker = new BlockerTracker(planOf(4, [[0, 1], [1, 0], [1, 3]], [3]), wait);
    expect(rootBlockersOf(tracker, 0)).toEqual([{ source: 3, why: 'unresolvable', members: [3], path: [0, 1, 3] }]);
  });

  it('are there exactly for what is blocked, and every step of a path blocks', () => {
    fc.assert(
      fc.property(anyTracker, (tracker) => {
        for (let source = 0; source < 9; source++) {
          const roots = rootBlockersOf(tracker, source);
          expect(roots.length > 0).toBe(tracker.blockersOf(source).length > 0);
          for (const { source: end, why, members, path } of roots) {
            expect([path[0], path.at(-1)]).toEqual([source, end]);
            path.slice(1).forEach((node, index) => expect(tracker.blockersOf(path[index] ?? -1)).toContain(node));
            expect(members).toContain(end);
            expect(tracker.standingOf(end)).not.toBe(end === source ? '' : 'in-repo');
            if (why === 'ready') expect(tracker.readinessOf(end)).toBe('ready');
            if (why === 'cycle') for (const member of members) for (const blocker of tracker.blockersOf(member)) expect(members).toContain(blocker);
          }
        }
      }),
    );
  });
});

describe('what a source holds up', () => {
  it('is counted as by walking from each', () => {
    fc.assert(
      fc.property(anyTracker, (tracker) => {
        const all = holdsUpAll(tracker);
        for (let source = 0; source < 9; source++) {
          const waiters = new Set([source]);
          for (const node of waiters) {
            for (let other = 0; other < 9; other++) if (tracker.isWaiting(other) && tracker.blockersOf(other).includes(node)) waiters.add(other);
          }
          expect(all[source]).toBe(waiters.size - 1);
          expect(holdsUp(tracker, source)).toBe(waiters.size - 1);
        }
      }),
    );
  });
});

describe('the order of what is ready', () => {
  it('weighs how many wait against how long their chain is', () => {
    // 0 holds up two short ones, 1 one long chain, 2 nobody.
    const plan = planOf(6, [[3, 0], [4, 0], [5, 1]]);
    const ranked = rankReady(new BlockerTracker(plan, wait), [1, 1, 9, 1, 1, 30]);
    expect(ranked).toEqual([
      { source: 1, holdsUp: 1, tail: 31 },
      { source: 2, holdsUp: 0, tail: 9 },
      { source: 0, holdsUp: 2, tail: 2 },
    ]);
  });

  it('has the longest first in a frozen pass, and all of it', () => {
    const ranked = rankReady(new BlockerTracker(planOf(3, [[0, 1], [1, 2]]), { kind: 'frozen' }, ['pending', 'pending', 'pending']), [1, 3, 2]);
    expect(ranked.map(({ source }) => source)).toEqual([1, 2, 0]);
  });

  it('holds exactly what is pending and ready', () => {
    fc.assert(
      fc.property(anyTracker, (tracker) => {
        const expected = [...Array(9).keys()].filter((source) => tracker.standingOf(source) === 'pending' && tracker.readinessOf(source) === 'ready');
        expect(rankReady(tracker, []).map(({ source }) => source).sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
