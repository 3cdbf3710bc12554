import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { packBytes, unpackBytes } from './wire.ts';

const head = fc.record({ offset: fc.nat(), ended: fc.option(fc.constantFrom('succeeded', 'failed')), words: fc.string({ unit: 'grapheme' }) });
const id = fc.integer({ min: 1, max: 0xffff_ffff });

describe('a binary frame', () => {
  it('brings back the number, the head and the bytes that went in', () => {
    fc.assert(
      fc.property(id, head, fc.uint8Array({ maxLength: 300 }), (number, rest, bytes) => {
        expect(unpackBytes(packBytes(number, { ...rest, bytes }))).toEqual({ id: number, value: { ...rest, bytes } });
      }),
    );
  });

  it('is read at any place of a larger buffer, and its bytes are a copy', () => {
    const frame = packBytes(7, { bytes: new Uint8Array([1, 2, 3]) });
    const larger = new Uint8Array(frame.length + 5);
    larger.set(frame, 3);
    const item = unpackBytes(larger.subarray(3, 3 + frame.length));
    larger.fill(0);
    expect(item).toEqual({ id: 7, value: { bytes: new Uint8Array([1, 2, 3]) } });
  });

  it('is null, and never thrown over, when it is anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const item = unpackBytes(bytes);
        expect(item === null || typeof item.value === 'object').toBe(true);
      }),
    );
    const frame = packBytes(1, { bytes: new Uint8Array([9]) });
    for (let length = 0; length < 10; length += 1) expect(unpackBytes(frame.subarray(0, length)), `${length} bytes`).toBeNull();
  });
});
