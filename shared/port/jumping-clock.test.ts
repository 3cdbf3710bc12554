import fc from 'fast-check';
import { expect, test } from 'vitest';

import { JumpingClock } from './jumping-clock.ts';

test('everything happens at its time, and of two things at one time the one that was asked for first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 60 }), (times) => {
      const clock = new JumpingClock();
      const happened: { readonly at: number; readonly order: number }[] = [];
      times.forEach((at, order) => clock.at(at, () => happened.push({ at: clock.now, order })));
      clock.run();
      const wanted = times.map((at, order) => ({ at, order })).sort((a, b) => a.at - b.at || a.order - b.order);
      expect(happened).toEqual(wanted);
    }),
  );
});

test('what is asked for meanwhile happens too, and never in the past', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: -5, max: 5 })), { maxLength: 30 }), (pairs) => {
      const clock = new JumpingClock();
      const seen: number[] = [];
      for (const [at, later] of pairs) {
        clock.at(at, () => {
          seen.push(clock.now);
          clock.at(clock.now + later, () => seen.push(clock.now));
        });
      }
      clock.run();
      expect(seen.length).toBe(pairs.length * 2);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }),
  );
});
