import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { plainLine } from './plain-line.ts';
import { MOST_SPANS, PLAIN_LOOK, styledLine } from './styled-line.ts';

/** Text with all that a terminal may be told, and what only looks like it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('\u001b', '\r', '\u001b[', '\u001b[0m', '\u001b]8;;http://x\u0007', '\u001b]8;;\u001b\\', '\u001b[2K', '\u0007', '\u001b[38;5;', '<b>', '\u009b31m', '\t'),
      fc.array(fc.nat(300), { maxLength: 6 }).map((codes) => `\u001b[${codes.join(';')}m`),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join('').replaceAll('\n', ''));

describe('a line with colours', () => {
  it('says what the plain line says, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (line) => {
        const spans = styledLine(line);
        expect(spans.map(({ text }) => text).join('')).toBe(plainLine(line));
        expect(spans.length).toBeLessThanOrEqual(MOST_SPANS);
        for (const { text } of spans) expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      }),
    );
  });

  it('has the colours of the terminal', () => {
    expect(styledLine('a\u001b[1;31merr\u001b[0mor')).toEqual([
      { ...PLAIN_LOOK, text: 'a' },
      { ...PLAIN_LOOK, bold: true, colour: 'red', text: 'err' },
      { ...PLAIN_LOOK, text: 'or' },
    ]);
    expect(styledLine('\u001b[92;44;4mx')).toEqual([{ ...PLAIN_LOOK, colour: 'bright-green', ground: 'blue', underline: true, text: 'x' }]);
    expect(styledLine('\u001b[38;5;196mx')[0]?.colour).toBe('bright-red');
    expect(styledLine('\u001b[38;5;250mx')[0]?.colour).toBe('white');
    expect(styledLine('\u001b[48;2;0;0;250mx')[0]).toMatchObject({ colour: null, ground: 'blue' });
    expect(styledLine('\u001b[38;5;20;1mx')[0]).toMatchObject({ colour: 'blue', bold: true });
  });

  it('shows a link as its words, and of a line that was overwritten its last state in its last colour', () => {
    expect(styledLine('see \u001b]8;;https://example.org\u0007the page\u001b]8;;\u0007.').map(({ text }) => text).join('')).toBe('see the page.');
    expect(styledLine('\u001b[32m10 %\r100 %\r')).toEqual([{ ...PLAIN_LOOK, colour: 'green', text: '100 %' }]);
  });

  it('is bounded where a line changes its look at each letter', () => {
    const line = Array.from({ length: 5000 }, (_, index) => `\u001b[3${index % 8}mx`).join('');
    const spans = styledLine(line);
    expect(spans.length).toBe(MOST_SPANS);
    expect(spans.map(({ text }) => text).join('')).toBe('x'.repeat(5000));
  });
});
