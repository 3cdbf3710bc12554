import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteInterner } from './byte-interner.ts';

it('numbers distinct byte strings in the order in which they first came', () => {
  fc.assert(fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 500 }), (texts) => {
    const interner = new ByteInterner();
    const numbers = new Map<string, number>();
    const encoder = new TextEncoder();
    for (const text of texts) {
      const bytes = encoder.encode(`<${text}>`);
      const expected = numbers.get(text) ?? numbers.size;
      numbers.set(text, expected);
      expect(interner.intern(bytes, 1, bytes.length - 1)).toBe(expected);
      expect(new TextDecoder().decode(interner.bytesOf(expected))).toBe(text);
    }
    expect(interner.size).toBe(numbers.size);
  }), { numRuns: 30 });
});
