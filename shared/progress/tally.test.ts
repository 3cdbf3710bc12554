import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PACKAGE_STATES } from '../vocabulary/package-state.ts';
import { estimateEnd } from './estimate.ts';
import { percentPorted, tallyOf, tallySentence } from './tally.ts';

test('the parts add up to the whole, and nothing flatters the percentage', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PACKAGE_STATES)), (states) => {
      const tally = tallyOf(states, (index) => index % 2 === 0, () => false);
      expect(Object.values(tally.counts).reduce((sum, each) => sum + each, 0)).toBe(states.length);
      expect(tally.inRepo + tally.leftOut + tally.toGo).toBe(tally.portable);
      expect(percentPorted(tally)).toBeLessThanOrEqual(100);
      expect(tally.withDebt).toBeLessThanOrEqual(tally.inRepo);
    }),
  );
});

test('the sentence is the one that managers quote', () => {
  expect(tallySentence({ total: 2653, portable: 2651, inRepo: 2431, withDebt: 88, pristine: 1020, leftOut: 12, toGo: 208 })).toBe(
    '2,431 ported (88 with debt, 1,020 pristine), 12 left out, 208 to go, of 2,651',
  );
});

test('an estimate is a range in the future, and more slots bring it nearer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 5, maxLength: 50 }), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 50 }), (durations, left, slots) => {
      const one = estimateEnd(durations, left, slots, 1000);
      const more = estimateEnd(durations, left, slots + 1, 1000);
      expect(one).not.toBeNull();
      expect((one?.earliest ?? 0) >= 1000 && (one?.latest ?? 0) >= (one?.earliest ?? 0)).toBe(true);
      expect((more?.latest ?? 0) <= (one?.latest ?? 0)).toBe(true);
    }),
  );
  expect(estimateEnd([1, 2, 3, 4], 10, 3, 0)).toBeNull();
  expect(estimateEnd([1, 2, 3, 4, 5], 0, 3, 0)).toBeNull();
});
