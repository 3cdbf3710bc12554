import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AT_END, moved, placeAt, topRow, type ScrollPlace, type SeenRow } from './scroll-place.ts';

const ROW = 18;
const VIEW = 400;

/** The rows that are drawn for a place, each of them equally high, as the scroller draws them. */
function seenAt(place: ScrollPlace, count: number): readonly SeenRow[] {
  const offset = place.kind === 'end' ? VIEW - count * ROW : place.y - place.row * ROW;
  const rows: SeenRow[] = [];
  for (let row = Math.max(0, Math.floor(-offset / ROW)); row < count && row * ROW + offset < VIEW; row++) rows.push({ row, top: row * ROW + offset, bottom: (row + 1) * ROW + offset });
  return rows;
}

const pixels = (place: ScrollPlace, count: number): number => (place.kind === 'end' ? count * ROW - VIEW : place.row * ROW - place.y);

describe('moving through rows', () => {
  it('goes as far as was asked, stops at both ends, and needs no more than numbers of rows', () => {
    const counts = fc.oneof(fc.integer({ min: 30, max: 200 }), fc.constant(50_000_000));
    fc.assert(
      fc.property(counts, fc.array(fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -40, max: 40 })), { maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, deltas, share) => {
        let place = placeAt(share, count, VIEW / ROW, ROW);
        let at = pixels(place, count);
        const most = count * ROW - VIEW;
        for (const delta of deltas) {
          place = moved(seenAt(place, count), delta, count, VIEW, ROW);
          at = Math.max(0, Math.min(most, at + delta));
          expect(pixels(place, count)).toBeCloseTo(at, 3);
          expect(seenAt(place, count).length).toBeGreaterThan(20);
        }
      }),
    );
  });

  it('stays at the beginning where everything is in sight, and at the end once it got there', () => {
    const few = seenAt({ kind: 'row', row: 0, y: 0 }, 3);
    expect(moved(few, 100, 3, VIEW, ROW)).toEqual({ kind: 'row', row: 0, y: 0 });
    expect(moved(seenAt(AT_END, 100), 10, 100, VIEW, ROW)).toEqual(AT_END);
    expect(topRow(AT_END, 100, 20)).toBe(80);
    expect(topRow({ kind: 'row', row: 99, y: 0 }, 100, 20)).toBe(80);
    expect(placeAt(1, 100, 20, ROW)).toEqual(AT_END);
  });
});
