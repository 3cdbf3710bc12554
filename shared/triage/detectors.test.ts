import { describe, expect, it } from 'vitest';

import { DETECTORS } from './detectors.ts';

const pair = DETECTORS['byte-reversed-pair'];
const minusOne = DETECTORS['unsigned-minus-one'];

describe('byte-reversed pairs', () => {
  it.each([
    ['expected 8, got 134217728', []],
    ['  Actual: 134217728', ['Expected: 8']],
    ['assert 0x12345678 == 0x78563412', []],
    ['got 3412 want 0x3412, not 0x1234', []],
    ['expected: 01020304 actual: 04030201', []],
    ['8 != 576460752303423488', []],
  ])('%j after %j', (line, before) => expect(pair(line, before)).toBe(true));

  it.each([
    ['expected 8, got 9', []],
    ['allocated 134217728 bytes for 8 threads', []],
    ['expected 1, got 256', []],
    ['expected 16843009, got 16843009', []],
    ['got 134217728', ['expected 8', 'b', 'c', 'd'].slice(1)],
  ])('not %j after %j', (line, before) => expect(pair(line, before)).toBe(false));
});

describe('255 where -1 was expected', () => {
  it('in one line or two', () => {
    expect(minusOne('expected -1, got 255', [])).toBe(true);
    expect(minusOne('actual: 255', ['expected: -1'])).toBe(true);
    expect(minusOne('255 -1', [])).toBe(false);
    expect(minusOne('expected 2-1, got 255', [])).toBe(false);
    expect(minusOne('expected -1, got 0.255', [])).toBe(false);
  });
});
