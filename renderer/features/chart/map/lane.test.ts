import fc from 'fast-check';
import { expect, test } from 'vitest';

import { laneBetween } from './lane.ts';
import { CARD, type PlacedMap } from './place-map.ts';

/** Cards at the crossings of columns (252 apart) and rows (82 apart). */
function cardsAt(places: readonly (readonly [column: number, row: number])[]): PlacedMap {
  return {
    kind: 'cards',
    x: Float32Array.from(places, ([column]) => column * 252),
    y: Float32Array.from(places, ([, row]) => row * 82),
    markWidth: CARD.width,
    markHeight: CARD.height,
    bounds: { x0: 0, x1: 1, y0: 0, y1: 1 },
    islands: [],
    columns: [],
    blocks: [],
    blockOf: new Int32Array(0),
    maxZoom: 2,
    restZoom: 1,
    readableZoom: 1,
  };
}

test('neighbours in build order are joined directly', () => {
  expect(laneBetween(cardsAt([[0, 0], [1, 0]]), 0, 1)).toBeNull();
});

test('an edge goes straight where nothing stands in its way, and through the gap where a card does', () => {
  expect(laneBetween(cardsAt([[0, 0], [2, 1], [1, 1]]), 0, 1)).toBe(0);
  expect(laneBetween(cardsAt([[0, 0], [2, 1], [1, 0]]), 0, 1)).toBe(38);
  expect(laneBetween(cardsAt([[0, 0], [2, -1], [1, 0]]), 0, 1)).toBe(-38);
});

test('a lane never crosses a card between its ends', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -4, max: 4 }));
  fc.assert(
    fc.property(fc.uniqueArray(place, { minLength: 2, maxLength: 30, selector: ([column, row]) => `${column} ${row}` }), (places) => {
      const placed = cardsAt(places);
      const lane = laneBetween(placed, 0, 1);
      if (lane === null) return;
      const [from, to] = [places[0]?.[0] ?? 0, places[1]?.[0] ?? 0];
      for (const [column, row] of places) if (column > from && column < to) expect(Math.abs(row * 82 - lane)).toBeGreaterThan(CARD.height / 2);
    }),
  );
});
