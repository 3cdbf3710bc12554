import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { lookOf } from '#shared/port/look.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import { countUpTo, History, modelThen } from './history.ts';
import { stateAt } from './port-model.ts';
import { modelOf, snapshotOf } from './testing/snapshot.ts';

const ROWS = 3;
const changes = fc.array(fc.record({ gap: fc.nat(3), row: fc.nat(ROWS - 1), look: fc.nat(2 * PACKAGE_STATES.length - 1) }), { maxLength: 60 });

describe('the past in the window', () => {
  it('is at every instant what walking from the beginning would give, however it came in pieces', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 300 }), (list, size, times) => {
        // The same changes over and over, so that there are several pictures to start from.
        const all = Array.from({ length: times }, () => list).flat();
        const history = new History('plan', [0, 0, 0]);
        let at = 100;
        const absolute = all.map(({ gap, row, look }) => ({ at: (at += gap), row, look }));
        for (let first = 0; first < all.length; first += size * 97) {
          const part = absolute.slice(first, first + size * 97);
          const since = part[0]?.at ?? 0;
          history.take({ planDigest: 'plan', begin: null, since, gaps: part.map((each, index) => each.at - (part[index - 1]?.at ?? since)), rows: part.map(({ row }) => row), looks: part.map(({ look }) => look), passes: [{ pass: 1, at: 100 }], whole: true });
        }
        for (const instant of [0, 99, 100, 101, 150, Math.floor((100 + at) / 2), at - 1, at, at + 1]) {
          const looks = [0, 0, 0];
          for (const each of absolute) if (each.at <= instant) looks[each.row] = each.look;
          expect([...history.looksAt(instant)]).toEqual(looks);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows the states of then with what follows from the plan of today', () => {
    const model = modelOf(snapshotOf([{ name: 'a', state: 'in-repo', flags: FLAG_BITS.cycle | FLAG_BITS.provisional }, { name: 'b', state: 'ready' }]));
    const history = new History('plan', [lookOf('ready', false), lookOf('blocked', false)]);
    history.take({ planDigest: 'plan', begin: null, since: 10, gaps: [0, 5], rows: [0, 0], looks: [lookOf('failed', true), lookOf('in-repo', true)], passes: [{ pass: 1, at: 10 }], whole: true });
    const then = modelThen(model, history, 12);
    expect([stateAt(then, 0), stateAt(then, 1), then.flags[0]]).toEqual(['failed', 'blocked', FLAG_BITS.cycle | FLAG_BITS.triaged]);
    expect(modelThen(model, history, 15).flags[0]).toBe(FLAG_BITS.cycle | FLAG_BITS.provisional);
    expect([history.landings, history.failures, stateAt(model, 0)]).toEqual([[15], [10], 'in-repo']);
  });
});

it('what is not after an instant is counted as by looking at each', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (list, instant) => {
      const sorted = list.toSorted((a, b) => a - b);
      expect(countUpTo(sorted, instant)).toBe(sorted.filter((each) => each <= instant).length);
    }),
  );
});
