import fc from 'fast-check';
import { expect, test } from 'vitest';

import { csvOf } from './csv.ts';

/** A reader of RFC 4180, as plain as can be. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        value += text[at] ?? '';
      }
      at += 1;
    } else for (; text[at] !== ',' && text[at] !== '\r'; at += 1) value += text[at] ?? '';
    rows.at(-1)?.push(value);
    if (text[at] === ',') at += 1;
    else {
      at += 2;
      if (at < text.length) rows.push([]);
    }
  }
  return rows;
}

test('what is written is what is read, and no cell begins like a formula', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('=1+1', '+a', '-2', '@x', 'a,b', 'a"b', 'two\nlines', '\t=x'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const back = read(csvOf(['a', 'b'], rows)).slice(1);
      expect(back).toEqual(rows.map((row) => row.map((each) => (/^[=+\-@\t\r]/.test(each) ? `'${each}` : each))));
    }),
  );
});

test('numbers stay numbers', () => {
  expect(csvOf(['n'], [[-3], [0.5], [Number.NaN]])).toBe('n\r\n-3\r\n0.5\r\n\r\n');
});
