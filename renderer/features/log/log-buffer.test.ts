import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LogBuffer, plainLine } from './log-buffer.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a log in bytes', () => {
  it('has the same lines however it was cut on its way', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line)), { maxLength: 60 }), fc.array(fc.nat(400)), (lines, cuts) => {
        const bytes = encode(lines.map((line) => `${line}\n`).join(''));
        const buffer = new LogBuffer();
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          const end = Math.min(bytes.length, at + cut);
          expect(buffer.append(at, bytes.subarray(at, end))).toBe(true);
          at = end;
        }
        expect(buffer.lines).toBe(lines.length);
        expect(buffer.slice(1, lines.length)).toEqual(lines.map(plainLine));
        lines.forEach((line, index) => expect(buffer.line(index + 1)).toBe(plainLine(line)));
      }),
    );
  });

  it('takes each byte once, and no gap', () => {
    const buffer = new LogBuffer();
    buffer.append(0, encode('one\ntwo'));
    expect(buffer.append(4, encode('two\nthree\n'))).toBe(true);
    expect(buffer.append(99, encode('far'))).toBe(false);
    expect(buffer.slice(1, 9)).toEqual(['one', 'two', 'three']);
    expect(buffer.length).toBe(14);
  });

  it('counts a last line without its newline', () => {
    const buffer = new LogBuffer();
    expect(buffer.lines).toBe(0);
    buffer.append(0, encode('a\nb'));
    expect(buffer.lines).toBe(2);
    buffer.append(3, encode('\n'));
    expect(buffer.lines).toBe(2);
  });

  it('shows what a terminal would have left', () => {
    expect(plainLine('\u001b[1;32mPASS\u001b[0m: ok')).toBe('PASS: ok');
    expect(plainLine('10%\r50%\r100%\r')).toBe('100%');
    expect(plainLine('\u001b]0;title\u0007text\u0000')).toBe('text');
  });
});
