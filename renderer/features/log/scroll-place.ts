/**
 * What of a list of rows is in sight: `row` has its upper edge `y` pixels below the upper edge of the view (above it where
 * negative), or the last row stands at the lower edge, and stays there as the list grows.
 *
 * A place is told in rows, never in pixels from the beginning: browsers end at some 16 million of those, a log does not.
 */
export type ScrollPlace = { readonly kind: 'row'; readonly row: number; readonly y: number } | { readonly kind: 'end' };

export const AT_END: ScrollPlace = { kind: 'end' };

/** The row that is at the upper edge, with fractions, where all rows are equally high. */
export function topRow(place: ScrollPlace, count: number, viewRows: number): number {
  const most = Math.max(0, count - viewRows);
  return place.kind === 'end' ? most : Math.max(0, Math.min(most, place.row));
}

/** The place of a thumb that has been put to a share (0 … 1) of its way. */
export function placeAt(share: number, count: number, viewRows: number, rowHeight: number): ScrollPlace {
  const top = Math.max(0, Math.min(1, share)) * Math.max(0, count - viewRows);
  const row = Math.floor(top);
  return share >= 1 ? AT_END : { kind: 'row', row, y: -(top - row) * rowHeight };
}

/** A row in the middle of the view. */
export function middlePlace(row: number, viewHeight: number, rowHeight: number): Extract<ScrollPlace, { kind: 'row' }> {
  return { kind: 'row', row, y: Math.max(0, Math.floor((viewHeight - rowHeight) / 2)) };
}

/** A row as it stands on the screen, in pixels from the upper edge of the view. */
export interface SeenRow {
  readonly row: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The place after the rows have been moved by `delta` pixels (positive: on towards the end). `seen` are the rows that are drawn, in
 * order; of those that are not each is taken to be `rowHeight` high.
 */
export function moved(seen: readonly SeenRow[], delta: number, count: number, viewHeight: number, rowHeight: number): ScrollPlace {
  const first = seen[0];
  const last = seen.at(-1);
  if (first === undefined || last === undefined) return { kind: 'row', row: 0, y: 0 };
  const below = (count - 1 - last.row) * rowHeight + last.bottom - viewHeight;
  if (delta > 0 && delta >= below) return first.row === 0 && last.row === count - 1 && last.bottom - first.top <= viewHeight ? { kind: 'row', row: 0, y: 0 } : AT_END;
  const above = first.row * rowHeight - first.top;
  if (delta < 0 && -delta >= above) return { kind: 'row', row: 0, y: 0 };
  // The first that is still in sight afterwards; where none is, as many rows on as there are pixels.
  const kept = seen.find(({ bottom }) => bottom - delta > 0 && bottom - delta <= viewHeight + rowHeight);
  if (kept !== undefined) return { kind: 'row', row: kept.row, y: kept.top - delta };
  const steps = delta > 0 ? Math.floor((delta - last.top) / rowHeight) : Math.ceil((delta - first.top) / rowHeight);
  const from = delta > 0 ? last : first;
  return { kind: 'row', row: Math.max(0, Math.min(count - 1, from.row + steps)), y: from.top - delta + steps * rowHeight };
}
