import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { BuilderName } from '../vocabulary/ids.ts';
import type { BuilderNeed } from './builder-need.ts';
import { assign, nextWake, offerMeets, openSlots, type Offer, type Waiting } from './dispatch.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd').map((text) => text as BuilderName);
const fleets = fc.uniqueArray(
  fc
    .record({ builder: name, slots: fc.integer({ min: 1, max: 4 }), pool: fc.constantFrom('lpar1', 'lpar2', null) })
    .chain((each) => fc.integer({ min: 0, max: each.slots }).map((free): Offer => ({ ...each, free }))),
  { selector: ({ builder }) => builder },
);
const rooms = fc.dictionary(fc.constantFrom('lpar1', 'lpar2'), fc.integer({ min: -1, max: 3 })).map((record) => new Map(Object.entries(record)));
const queues = fc.array(fc.record({ notBefore: fc.constantFrom(0, 50, 200), avoid: fc.array(name).map((names) => new Set(names)) })).map((list) =>
  list.map((each, source): Waiting<number> => ({ ...each, source })),
);

test('no slot is given twice, nobody goes before their time, and order is kept', () => {
  fc.assert(
    fc.property(queues, fleets, rooms, (waiting, fleet, room) => {
      const given = assign(waiting, fleet, 100, room);
      for (const { builder, free } of fleet) expect(given.filter((each) => each.builder === builder).length).toBeLessThanOrEqual(free);
      for (const { source } of given) expect(waiting[source]?.notBefore ?? Infinity).toBeLessThanOrEqual(100);
      const sources = given.map(({ source }) => source);
      expect(sources).toEqual(sources.toSorted((a, b) => a - b));
    }),
  );
});

test('a builder that failed a package gets it back only when it is the whole fleet', () => {
  fc.assert(
    fc.property(queues, fleets, rooms, (waiting, fleet, room) => {
      for (const { source, builder } of assign(waiting, fleet, 100, room)) {
        const avoid = waiting[source]?.avoid ?? new Set();
        if (avoid.has(builder)) expect(fleet.every((offer) => avoid.has(offer.builder))).toBe(true);
      }
    }),
  );
});

const need: fc.Arbitrary<BuilderNeed> = fc.record({ names: fc.array(name, { minLength: 1, maxLength: 2 }), pool: fc.constantFrom('lpar1', 'lpar2'), cores: fc.integer({ min: 1, max: 8 }) }, { requiredKeys: [] });
const known = fleets.chain((fleet) => fc.tuple(...fleet.map(() => fc.option(fc.integer({ min: 1, max: 8 })))).map((cores) => fleet.map((offer, at): Offer => ({ ...offer, facts: cores[at] == null ? null : { cores: cores[at], memoryBytes: 0, diskFreeBytes: 0, machine: null } }))));

test('a package goes to a builder that meets what it asks for, and is passed by where none does', () => {
  fc.assert(
    fc.property(queues, fc.array(fc.option(need), { minLength: 1, maxLength: 8 }), known, rooms, (plain, needs, fleet, room) => {
      const waiting = plain.map((each, at): Waiting<number> => ({ ...each, need: needs[at % needs.length] ?? null }));
      const given = assign(waiting, fleet, 100, room);
      for (const { source, builder } of given) {
        const asked = waiting[source]?.need ?? null;
        const offer = fleet.find((each) => each.builder === builder);
        if (asked !== null) expect(offer !== undefined && offerMeets(offer, asked)).toBe(true);
      }
      // Whoever asks for what nobody is holds nobody up.
      const sober = waiting.filter((each) => each.need == null || fleet.some((offer) => offerMeets(offer, each.need ?? {})));
      expect(assign(sober, fleet, 100, room)).toEqual(given);
    }),
  );
});

test('work is spread before it is stacked', () => {
  const fleet = ['a', 'b', 'c'].map((builder) => ({ builder: builder as BuilderName, free: 2, slots: 2 }));
  const waiting = [0, 1, 2].map((source) => ({ source, notBefore: 0, avoid: new Set<BuilderName>() }));
  expect(new Set(assign(waiting, fleet, 0).map(({ builder }) => builder)).size).toBe(3);
});

test('the next wake is the earliest backoff that is still to end', () => {
  const waiting = [0, 300, 200].map((notBefore, source) => ({ source, notBefore, avoid: new Set<BuilderName>() }));
  expect(nextWake(waiting, 100)).toBe(200);
  expect(nextWake(waiting, 300)).toBeNull();
});

test('a pool never runs more than its cap, and whoever may go goes', () => {
  fc.assert(
    fc.property(queues, fleets, rooms, (waiting, fleet, room) => {
      const given = assign(waiting, fleet, 100, room);
      for (const [pool, count] of room) {
        const mine = given.filter(({ builder }) => fleet.find((offer) => offer.builder === builder)?.pool === pool);
        expect(mine.length).toBeLessThanOrEqual(Math.max(count, 0));
      }
      const willing = waiting.filter(({ notBefore, avoid }) => notBefore <= 100 && avoid.size === 0).length;
      expect(given.length).toBeGreaterThanOrEqual(Math.min(willing, openSlots(fleet, room)));
      expect(given.length).toBeLessThanOrEqual(openSlots(fleet, room));
    }),
  );
});
