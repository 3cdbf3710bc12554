import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BlockerTracker } from './blockers.ts';
import { rootReason } from './root-blockers.ts';
import { sayUnblocksMost } from './say-unblocks-most.ts';
import { sayWhatIf } from './say-what-if.ts';
import { anyMode, anyPlan, anyStanding, planOf } from './testing/small-plan.ts';
import type { PassMode } from './types.ts';
import { byWhatItFrees, inTheWay, unblockerOf } from './unblocks-most.ts';
import { whatIf } from './what-if.ts';

const wait: PassMode = { kind: 'rolling', provider: 'wait' };
const nameOf = (source: number): string => `p${source}`;

describe('what would follow', () => {
  it('is who gets ready, who follows from that, and what is in the way then', () => {
    // 1 and 2 need 0; 3 needs 1; 4 needs 2 and 5, which failed; 6 needs 4.
    const tracker = new BlockerTracker(planOf(7, [[1, 0], [2, 0], [3, 1], [4, 2], [4, 5], [6, 4]]), wait);
    tracker.set(5, 'failed');
    const answer = whatIf(tracker, [0, 0, 99]);
    expect(answer).toEqual({ given: [0], ready: [1, 2], later: [3], waited: 5, left: 2, next: [{ source: 5, why: 'failed', holds: 2 }] });
    expect(sayWhatIf(answer, nameOf)).toBe('If p0 were built, 2 would be ready at once and 3 could be built in all; 2 would still wait, most of them for p5 (failed, holds up 2).');
  });

  it('says so where it is nothing, or a cycle', () => {
    const tracker = new BlockerTracker(planOf(4, [[1, 2], [2, 1], [1, 0]]), wait);
    expect(sayWhatIf(whatIf(tracker, [3]), nameOf)).toBe('If p3 were built, nothing else would become ready.');
    expect(sayWhatIf(whatIf(tracker, [0]), nameOf)).toBe('If p0 were built, nothing else would become ready; 2 would still wait, for each other.');
    tracker.setInRepo(3);
    expect(sayWhatIf(whatIf(tracker, [3]), nameOf)).toBe('All of that is in the repository already.');
  });

  it('ranks what is in the way by what it would free', () => {
    // 0 and 3 failed, 6 cannot be resolved; 1 and 2 need 0, 4 needs 3 and 6, 5 needs 4.
    const tracker = new BlockerTracker(planOf(7, [[1, 0], [2, 1], [4, 3], [4, 6], [5, 4]], [6]), wait);
    tracker.set(0, 'failed');
    tracker.set(3, 'failed');
    const ranked = inTheWay(tracker).map((each) => unblockerOf(tracker, each)).sort(byWhatItFrees);
    expect(ranked).toEqual([
      { source: 0, why: 'failed', ready: 1, reached: 2, holds: 2 },
      { source: 3, why: 'failed', ready: 0, reached: 0, holds: 2 },
      { source: 6, why: 'unresolvable', ready: 0, reached: 0, holds: 2 },
    ]);
    expect(sayUnblocksMost(ranked, 3, nameOf)).toBe('3 packages are in the way; p0 would free most: 1 at once, 2 in all.');
    expect(sayUnblocksMost(ranked.slice(1), 2, nameOf)).toContain('several must be mended together');
  });

  it('equals building them, and then whatever becomes ready, on a tracker of its own; and leaves this one as it was', () => {
    const standings = fc.array(anyStanding, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(anyPlan(), anyMode, standings, fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }), (plan, mode, stands, asked) => {
        const tracker = new BlockerTracker(plan, mode, stands);
        const answer = whatIf(tracker, asked);
        const nodes = [...plan.sources.keys()];
        const untouched = new BlockerTracker(plan, mode, stands);
        for (const node of nodes) expect([tracker.standingOf(node), tracker.readinessOf(node)]).toEqual([untouched.standingOf(node), untouched.readinessOf(node)]);

        const given = nodes.filter((node) => asked.includes(node) && stands[node] !== 'in-repo');
        expect(answer.given).toEqual(given);
        const isReady = (each: BlockerTracker, node: number): boolean => each.standingOf(node) === 'pending' && each.readinessOf(node) === 'ready';
        const built = new BlockerTracker(plan, mode, stands.map((standing, node) => (given.includes(node) ? 'in-repo' : standing)));
        const freed = nodes.filter((node) => isReady(built, node) && !isReady(untouched, node));
        expect(answer.ready).toEqual(freed);
        const all = new Set<number>();
        for (let next = freed; next.length > 0; next = nodes.filter((node) => isReady(built, node) && !isReady(untouched, node))) {
          for (const node of next) {
            all.add(node);
            built.setInRepo(node);
          }
        }
        expect([...answer.ready, ...answer.later].sort((a, b) => a - b)).toEqual([...all].sort((a, b) => a - b));
        for (const { source, why, holds } of answer.next) {
          expect(rootReason(built, source)).toBe(why);
          expect(holds).toBeLessThanOrEqual(answer.left);
        }
      }),
    );
  });
});
