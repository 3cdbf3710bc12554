import fc from 'fast-check';
import { expect, test } from 'vitest';

import { lookOf } from '#shared/port/look.ts';
import { History } from '#renderer/state/history.ts';

import { binsOf, fittingSpeed, marksOf, spanOf } from './intervals.ts';

const HOUR = 3_600_000;

function historyOf(gaps: readonly number[], passes: readonly { readonly pass: number; readonly at: number }[]): History {
  const history = new History('plan', [lookOf('ready', false)]);
  const looks = gaps.map((_, index) => lookOf(index % 2 === 0 ? 'failed' : 'in-repo', false));
  history.take({ planDigest: 'plan', begin: null, since: 1000 * HOUR, gaps: [...gaps], rows: gaps.map(() => 0), looks, passes: [...passes], whole: true });
  return history;
}

test('every landing and every failure of a span is in exactly one part of it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3 * HOUR), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (gaps, count) => {
      const history = historyOf(gaps, [{ pass: 1, at: 1000 * HOUR }]);
      const span = spanOf(history, 'all');
      expect(span).not.toBeNull();
      if (span === null) return;
      const { landed, failed, most } = binsOf(history, span, count);
      expect([...landed].reduce((sum, each) => sum + each, 0)).toBe(history.landings.length);
      expect([...failed].reduce((sum, each) => sum + each, 0)).toBe(history.failures.length);
      expect(Math.max(...landed, ...failed)).toBeLessThanOrEqual(most);
    }),
  );
});

test('ranges end with the last change', () => {
  const history = historyOf([0, 40 * HOUR, 10 * HOUR], [{ pass: 1, at: 999 * HOUR }, { pass: 2, at: 1040 * HOUR }]);
  expect(spanOf(history, 'all')).toEqual({ from: 999 * HOUR, to: 1050 * HOUR });
  expect(spanOf(history, 'pass')).toEqual({ from: 1040 * HOUR, to: 1050 * HOUR });
  expect(spanOf(history, 'day')).toEqual({ from: 1026 * HOUR, to: 1050 * HOUR });
  expect(spanOf(new History('plan', []), 'all')).toBeNull();
});

test('the axis has few round marks, and a span is played in about half a minute', () => {
  const marks = marksOf({ from: 1000.2 * HOUR, to: 1008.7 * HOUR }, 6, 0);
  expect(marks).toEqual({ days: false, marks: [1002, 1004, 1006, 1008].map((hour) => hour * HOUR) });
  expect(marksOf({ from: 0, to: 240 * HOUR }, 6, HOUR)).toMatchObject({ days: true });
  expect(fittingSpeed({ from: 0, to: 100 * HOUR })).toBe(HOUR * 6);
  expect(fittingSpeed({ from: 0, to: 10 })).toBe(60_000);
});
