import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffLines } from './line-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

test('either side can be read back, and what is the same is not said to have changed', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const side = (sign: string): string[] => diff.filter((line) => line.sign === ' ' || line.sign === sign).map(({ text }) => text);
      expect([side('-'), side('+')]).toEqual([before, after]);
      expect(diffLines(before, before).every(({ sign }) => sign === ' ')).toBe(true);
    }),
  );
});

test('a line in the middle is one new line', () => {
  expect(diffLines(['a', 'c'], ['a', 'b', 'c'])).toEqual([{ sign: ' ', text: 'a' }, { sign: '+', text: 'b' }, { sign: ' ', text: 'c' }]);
});
