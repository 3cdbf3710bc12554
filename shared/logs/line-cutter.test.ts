import fc from 'fast-check';
import { expect, it } from 'vitest';

import { LineCutter, LONGEST_LINE } from './line-cutter.ts';

it('gives the same lines however the bytes were cut, each cut where it is too long', () => {
  const line = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: LONGEST_LINE - 2, max: LONGEST_LINE + 3 }).map((length) => 'x'.repeat(length)));
  fc.assert(
    fc.property(fc.array(line.map((text) => text.replaceAll('\n', '')), { maxLength: 12 }), fc.array(fc.nat(9000), { maxLength: 10 }), fc.boolean(), (lines, cuts, ended) => {
      const bytes = new TextEncoder().encode(lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''));
      const seen: [string, boolean][] = [];
      const cutter = new LineCutter((text, cut) => seen.push([text, cut]));
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        cutter.push(bytes.subarray(at, at + cut));
        at = Math.min(bytes.length, at + cut);
      }
      cutter.end();
      // An empty last line without its line feed is none.
      const expected = !ended && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
      expect(seen).toEqual(expected.map((text) => [text.slice(0, LONGEST_LINE), text.length > LONGEST_LINE]));
    }),
  );
});
