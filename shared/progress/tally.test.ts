import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PACKAGE_STATES } from '../vocabulary/package-state.ts';
import { addDuration, NO_DURATIONS } from '../port/build-statistics.ts';
import { estimateEnd } from './estimate.ts';
import { percentPorted, tallyFrom, tallyOf, tallySentence } from './tally.ts';

const statisticsOf = (durations: readonly number[]) => durations.reduce(addDuration, NO_DURATIONS);

test('the parts add up to the whole, and nothing flatters the percentage', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PACKAGE_STATES)), (states) => {
      const tally = tallyOf(states, (index) => index % 2 === 0, () => false);
      expect(Object.values(tally.counts).reduce((sum, each) => sum + each, 0)).toBe(states.length);
      expect(tally.inRepo + tally.leftOut + tally.toGo).toBe(tally.portable);
      expect(percentPorted(tally)).toBeLessThanOrEqual(100);
      expect(tally.withDebt).toBeLessThanOrEqual(tally.inRepo);
      expect(tallyFrom(tally.counts, tally.withDebt, tally.pristine)).toEqual(tally);
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
      const one = estimateEnd(statisticsOf(durations), left, slots, 1000);
      const more = estimateEnd(statisticsOf(durations), left, slots + 1, 1000);
      expect(one).not.toBeNull();
      expect((one?.earliest ?? 0) >= 1000 && (one?.latest ?? 0) >= (one?.earliest ?? 0)).toBe(true);
      expect((more?.latest ?? 0) <= (one?.latest ?? 0)).toBe(true);
    }),
  );
  expect(estimateEnd(statisticsOf([1, 2, 3, 4]), 10, 3, 0)).toBeNull();
  expect(estimateEnd(statisticsOf([1, 2, 3, 4, 5]), 0, 3, 0)).toBeNull();
});

test('statistics that grow by one duration at a time are those of all of them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e8 }), { minLength: 1, maxLength: 60 }), (durations) => {
      const { count, mean, squares } = statisticsOf(durations);
      const expected = durations.reduce((sum, each) => sum + each, 0) / durations.length;
      const spread = durations.reduce((sum, each) => sum + (each - expected) ** 2, 0);
      expect(count).toBe(durations.length);
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
      expect(Math.abs(squares - spread)).toBeLessThanOrEqual(1e-9 * (1 + expected ** 2 * count + spread));
    }),
  );
});
