import fc from 'fast-check';
import { expect, test } from 'vitest';

import { FirstPicture } from './first-picture.ts';

test('the first picture comes layer by layer, each once and from below, and later ones at once', () => {
  const picture = new FirstPicture();
  expect(picture.next(1)).toEqual({ from: 0, to: 1 });
  picture.change();
  expect([picture.next(4), picture.next(4), picture.whole]).toEqual([{ from: 1, to: 2 }, { from: 2, to: 3 }, false]);
  expect([picture.next(4), picture.whole]).toEqual([{ from: 3, to: 4 }, true]);
  expect(picture.next(4)).toEqual({ from: 0, to: 4 });
});

test('a change in its midst draws all of it anew, so that a picture is whole however often things change', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 20 }), fc.integer({ min: 2, max: 6 }), (changes, layers) => {
      const picture = new FirstPicture();
      const onScreen: number[] = [];
      let stale = false;
      for (const changed of [...changes, ...Array.from({ length: layers + 1 }, () => false)]) {
        if (changed) picture.change();
        stale = changed && onScreen.length > 1;
        const { from, to } = picture.next(layers);
        if (from === 0) onScreen.length = 0;
        for (let layer = from; layer < to; layer++) onScreen.push(layer);
        // Never layers of before a change beside those of after it, and none out of order.
        expect(onScreen).toEqual(Array.from({ length: onScreen.length }, (_, layer) => layer));
        if (stale) expect(from).toBe(0);
      }
      expect([picture.whole, onScreen.length]).toEqual([true, layers]);
    }),
  );
});
