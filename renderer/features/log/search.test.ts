import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LogBuffer } from './log-buffer.ts';
import { LogSearch, matcherOf, stepHit } from './search.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function hitsOf(buffer: LogBuffer, matches: ((line: string) => boolean) | null): readonly number[] {
  const search = new LogSearch(buffer, matches ?? (() => false));
  while (search.step(true)) continue;
  return search.hits;
}

describe('searching a log', () => {
  it('finds words and patterns across blocks', () => {
    const buffer = new LogBuffer();
    buffer.append(0, encode(Array.from({ length: 50_000 }, (_, index) => (index % 10_000 === 7 ? `FAIL: test ${index}` : `PASS: test ${index}`)).join('\n')));
    expect(hitsOf(buffer, matcherOf('fail', false))).toEqual([8, 10_008, 20_008, 30_008, 40_008]);
    expect(hitsOf(buffer, matcherOf('^fail: .*\\b7$', true))).toEqual([8]);
    expect(matcherOf('(', true)).toBeNull();
  });

  it('goes on with a growing log, and looks at each line once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a hit', 'nothing', ''), { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 60 })), (lines, cuts) => {
        const bytes = encode(lines.join('\n'));
        const buffer = new LogBuffer();
        let looked = 0;
        const search = new LogSearch(buffer, (line) => {
          looked += 1;
          return line.includes('hit');
        });
        let at = 0;
        for (const cut of cuts) {
          const end = Math.min(bytes.length, at + cut);
          buffer.append(at, bytes.subarray(at, end));
          at = end;
          while (search.step(false)) continue;
        }
        buffer.append(at, bytes.subarray(at));
        while (search.step(true)) continue;
        expect(search.hits).toEqual(lines.flatMap((line, index) => (line === 'a hit' ? [index + 1] : [])));
        expect(looked).toBe(buffer.lines);
      }),
    );
  });

  it('steps round the ends', () => {
    const hits = [8, 20, 30];
    expect(stepHit(hits, 8, true)).toBe(20);
    expect(stepHit(hits, 30, true)).toBe(8);
    expect(stepHit(hits, 8, false)).toBe(30);
    expect(stepHit([], 1, true)).toBeNull();
  });
});
