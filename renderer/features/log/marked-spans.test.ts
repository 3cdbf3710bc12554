import fc from 'fast-check';
import { expect, it } from 'vitest';

import { finderOf, marksOf } from '#shared/logs/line-pattern.ts';
import { PLAIN_LOOK } from '#shared/logs/styled-line.ts';

import { markedSpans } from './marked-spans.ts';

it('marks what was found, across the pieces of a line, and loses no character', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab]{1,5}$/), { maxLength: 8 }), fc.constantFrom('a', 'ab', 'bba', 'aa'), (texts, needle) => {
      const line = texts.join('');
      const finder = finderOf({ text: needle, regex: false, matchCase: true });
      const marks = finder === null ? [] : marksOf(finder, line);
      const pieces = markedSpans(texts.map((text) => ({ ...PLAIN_LOOK, text })), marks);
      expect(pieces.map(({ text }) => text).join('')).toBe(line);
      const seen = pieces.map(({ text, marked }) => (marked ? '^' : '.').repeat(text.length)).join('');
      const wanted = Array.from(line, (_, at) => (marks.some(({ column, length }) => at >= column && at < column + length) ? '^' : '.')).join('');
      expect(seen).toBe(wanted);
      expect(pieces.every(({ text }) => text !== '')).toBe(true);
    }),
  );
});
