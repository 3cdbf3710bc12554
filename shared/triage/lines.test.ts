import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LineSplitter, MAX_LINE } from './lines.ts';
import { cleanLine, clip, withoutPrefix } from './text.ts';
import { MAX_TEXT } from './finding.ts';

function split(chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((text, line) => {
    lines.push(text);
    expect(line).toBe(lines.length);
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('lines', () => {
  it('end at line feeds; a last line without one counts', () => {
    expect(split(['a\nb'])).toEqual(['a', 'b']);
    expect(split(['a\n\n'])).toEqual(['a', '']);
    expect(split([])).toEqual([]);
    expect(split([Uint8Array.of(0xff, 0x0a, 0xc3), Uint8Array.of(0xbc)])).toEqual(['\uFFFD', 'ü']);
  });

  it('are what String.split gives, however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'ü', '\u{1F600}'), maxLength: 30 })), (chunks) => {
        const expected = chunks.join('').split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(split(chunks)).toEqual(expected);
        expect(split(chunks.map((chunk) => new TextEncoder().encode(chunk)))).toEqual(expected);
      }),
    );
  });

  it('are bounded, and one that is too long does not spoil the next', () => {
    const long = 'x'.repeat(200_000);
    expect(split([long, long, '\nnext\n'])).toEqual(['x'.repeat(MAX_LINE), 'next']);
  });
});

describe('text', () => {
  it('loses its ANSI codes and what was overwritten', () => {
    expect(cleanLine('\u001b[01;31merror:\u001b[K x\u001b]8;;http://a\u0007y\u001b]8;;\u0007\r')).toBe('error: xy');
    expect(cleanLine(' 10%\r 50%\r100%\r')).toBe('100%');
    expect(cleanLine('a\u0000b\tc')).toBe('a\uFFFDb\tc');
  });

  it('loses what a log keeper has put before it', () => {
    expect(withoutPrefix('DEBUG util.py:446:  No matching package')).toBe('No matching package');
    expect(withoutPrefix('[  12s] Executing(%build): x')).toBe('Executing(%build): x');
    expect(withoutPrefix('Error: x')).toBe('Error: x');
  });

  it('is clipped around the match', () => {
    fc.assert(fc.property(fc.string({ maxLength: 1500 }), fc.nat(1500), (text, index) => {
      expect(clip(text, index).length).toBeLessThanOrEqual(MAX_TEXT);
    }));
    expect(clip(`${'a'.repeat(1000)}HERE`, 1000)).toContain('HERE');
  });
});
