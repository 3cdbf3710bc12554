import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LineIndex, STRIDE } from './line-index.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const log = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constant('gcc -c a.c') }, fc.constantFrom('', 'Executing(%build): /bin/sh', '+ make', 'ä€😀', `+ ${'x'.repeat(700)}`, 'Processing files: x')), { maxLength: 40 })
  .chain((lines) => fc.record({ lines: fc.constant(lines), repeat: fc.integer({ min: 1, max: 40 }), ended: fc.boolean() }))
  .map(({ lines, repeat, ended }) => Array.from({ length: repeat }, () => lines).flat().join('\n') + (ended ? '\n' : ''));

describe('an index of lines', () => {
  it('is the same however the log was cut on its way, and gone on with', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(3000), { maxLength: 12 }), fc.nat(12), (text, cuts, kept) => {
        const bytes = encode(text);
        const whole = new LineIndex();
        whole.push(bytes);
        const lines = text.split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(whole.lines).toBe(lines.length);

        let index = new LineIndex();
        let at = 0;
        for (const [turn, cut] of [...cuts, bytes.length].entries()) {
          const end = Math.min(bytes.length, at + cut);
          index.push(bytes.subarray(at, end));
          at = end;
          if (turn !== kept) continue;
          index = new LineIndex(index.state());
          at = index.bytes;
        }
        index.push(bytes.subarray(at));
        expect(index.state()).toEqual(whole.state());
        expect(index.parts()).toEqual(whole.parts());
        expect([index.lines, index.bytes]).toEqual([whole.lines, whole.bytes]);

        for (let line = 1; line <= lines.length; line += 97) {
          const { line: first, offset } = whole.before(line);
          expect(first).toBeLessThanOrEqual(line);
          expect(line - first).toBeLessThan(STRIDE);
          expect(offset).toBe(encode(lines.slice(0, first - 1).map((each) => `${each}\n`).join('')).length);
          expect(whole.after(line)).toBeGreaterThan(offset);
        }
      }),
    );
  });
});
