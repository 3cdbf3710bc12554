import { describe, expect, it } from 'vitest';

import { LogBuffer } from './log-buffer.ts';
import { findLines, matcherOf, stepHit } from './search.ts';

describe('searching a log', () => {
  const buffer = new LogBuffer();
  buffer.append(0, new TextEncoder().encode(Array.from({ length: 50_000 }, (_, index) => (index % 10_000 === 7 ? `FAIL: test ${index}` : `PASS: test ${index}`)).join('\n')));

  it('finds words and patterns across blocks', () => {
    const fail = matcherOf('fail', false);
    expect(fail).not.toBeNull();
    const hits = [...findLines(buffer, fail ?? (() => false), 1, buffer.lines)].flat();
    expect(hits).toEqual([8, 10_008, 20_008, 30_008, 40_008]);
    const pattern = matcherOf('^fail: .*\\b7$', true);
    expect([...findLines(buffer, pattern ?? (() => false), 1, buffer.lines)].flat()).toEqual([8]);
    expect(matcherOf('(', true)).toBeNull();
  });

  it('steps round the ends', () => {
    const hits = [8, 20, 30];
    expect(stepHit(hits, 8, true)).toBe(20);
    expect(stepHit(hits, 30, true)).toBe(8);
    expect(stepHit(hits, 8, false)).toBe(30);
    expect(stepHit([], 1, true)).toBeNull();
  });
});
