import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { finderOf, marksOf } from './line-pattern.ts';
import { LineSearch, type Hit } from './line-search.ts';
import { plainLine } from './plain-line.ts';

function search(text: string, pattern: Parameters<typeof LineSearch.of>[0], cuts: readonly number[] = [], after = 0): readonly Hit[] {
  const hits: Hit[] = [];
  const bytes = new TextEncoder().encode(text);
  const found = LineSearch.of(pattern, after);
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    found?.push(bytes.subarray(at, at + cut), (hit) => hits.push(hit));
    at = Math.min(bytes.length, at + cut);
  }
  found?.end((hit) => hits.push(hit));
  return hits;
}

describe('a search through a log', () => {
  it('finds the lines that looking at each would, however they come', () => {
    const line = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('Error: x', 'an error', 'ERROR', '\u001b[31mer\u001b[0mror', 'old\rerror', 'İerror', 'ok')).map((text) => text.replaceAll('\n', ''));
    const pattern = fc.record({ text: fc.oneof(fc.constantFrom('error', 'Err', 'e', '.', '^a', 'x$'), fc.string({ minLength: 1, maxLength: 3 })), regex: fc.boolean(), matchCase: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), pattern, fc.array(fc.nat(60), { maxLength: 6 }), fc.nat(5), (lines, wanted, cuts, after) => {
        const finder = finderOf(wanted);
        const numbers = lines.flatMap((text, index) => (finder !== null && finder(plainLine(text), 0) !== null ? [after + index + 1] : []));
        expect(search(lines.map((text) => `${text}\n`).join(''), wanted, cuts, after).map((hit) => hit.line)).toEqual(numbers);
      }),
    );
  });

  it('shows the piece of a line where the match is', () => {
    const [hit] = search(`${'a'.repeat(500)}needle${'b'.repeat(500)}`, { text: 'NEEDLE', regex: false, matchCase: false });
    expect(hit?.text.slice(hit.column, hit.column + hit.length)).toBe('needle');
    expect(hit?.text.length).toBeLessThanOrEqual(161);
  });

  it('tells a pattern that is none, and marks every match of a line', () => {
    expect(LineSearch.of({ text: '(', regex: true, matchCase: false }, 0)).toBeNull();
    const finder = finderOf({ text: 'o', regex: false, matchCase: false });
    expect(finder === null ? [] : marksOf(finder, 'foO bar o')).toEqual([
      { column: 1, length: 1 },
      { column: 2, length: 1 },
      { column: 8, length: 1 },
    ]);
    const empty = finderOf({ text: 'x*', regex: true, matchCase: false });
    expect(empty === null ? [] : marksOf(empty, 'axxb')).toEqual([{ column: 1, length: 2 }]);
  });
});
