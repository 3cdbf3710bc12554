import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { BuilderName } from '../vocabulary/ids.ts';
import { assign, openSlots } from './dispatch.ts';
import { SlotBook } from './slot-book.ts';

const FLEET = ['a', 'b', 'c'].map((name, index) => ({ builder: name as BuilderName, slots: index + 1, pool: index < 2 ? 'east' : null }));

test('what is taken is never offered again before it was given back, and a pool has its cap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), fc.array(fc.nat({ max: 6 }), { maxLength: 40 }), (cap, steps) => {
      const book = new SlotBook(FLEET, new Map([['east', cap]]));
      const taken: BuilderName[] = [];
      for (const step of steps) {
        const before = openSlots(book.offers(), book.rooms());
        const back = step < 3 ? taken.shift() : undefined;
        if (back !== undefined) book.giveBack(back);
        const waiting = Array.from({ length: step }, (_, source) => ({ source, notBefore: 0, avoid: new Set<BuilderName>() }));
        for (const { builder } of assign(waiting, book.offers(), 0, book.rooms())) {
          book.take(builder);
          taken.push(builder);
        }
        expect(openSlots(book.offers(), book.rooms())).toBe(Math.max(0, openSlotsOf(taken, cap)));
        expect(before).toBeGreaterThanOrEqual(0);
        for (const { builder, slots } of FLEET) expect(taken.filter((each) => each === builder).length).toBeLessThanOrEqual(slots);
        expect(taken.filter((each) => each !== 'c').length).toBeLessThanOrEqual(cap);
      }
    }),
  );
});

/** Counted by hand: the pool's two builders have three slots and a cap, the third builder has three slots of its own. */
function openSlotsOf(taken: readonly BuilderName[], cap: number): number {
  const east = taken.filter((each) => each !== 'c').length;
  return Math.min(3 - east, cap - east) + (3 - (taken.length - east));
}
