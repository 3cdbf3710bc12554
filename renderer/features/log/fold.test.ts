import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PartFinder, type LogPart } from '#shared/logs/part-finder.ts';

import { FoldedLines, foldedAtFirst, keyOf, partsAt } from './fold.ts';

const part = (name: string, depth: LogPart['depth'], first: number, last: number): LogPart => ({ name, depth, first, last });
const PARTS = [part('set-up', 0, 1, 3), part('%prep', 0, 4, 9), part('%build', 0, 10, 59), part('configure', 1, 12, 30), part('make', 1, 31, 59), part('src', 2, 33, 50), part('%check', 0, 60, 80)];

describe('folding a log', () => {
  it('opens what failed down to its directory, and no other', () => {
    const open = (folded: ReadonlySet<number>): readonly string[] => PARTS.filter((each) => !folded.has(keyOf(each))).map(({ name }) => name);
    expect(open(foldedAtFirst(PARTS, 40, null))).toEqual(['%build', 'make', 'src']);
    expect(open(foldedAtFirst(PARTS, 31, null))).toEqual(['%build', 'make']);
    expect(open(foldedAtFirst(PARTS, null, null))).toEqual(['%check']);
    expect(open(foldedAtFirst(PARTS, 40, 5))).toEqual(['%prep', '%build', 'make', 'src']);
    expect(partsAt(PARTS, 40).map(({ name }) => name)).toEqual(['%build', 'make', 'src']);
  });

  it('finds rows and lines as going through all of them would', () => {
    const text = fc.constantFrom('Executing(%build): x', 'Executing(%check): x', '+ make', "make[1]: Entering directory '/a'", "make[1]: Leaving directory '/a'", 'gcc', 'Start: x');
    const runs = fc.array(fc.tuple(text, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(runs, fc.array(fc.nat(40)), (log, chosen) => {
        const finder = new PartFinder();
        const lines = log.flatMap(([first, count]) => [first, ...Array.from({ length: count }, () => 'gcc')]);
        lines.forEach((line, index) => finder.note(line, index + 1));
        const parts = finder.parts(lines.length);
        const folded = new Set(chosen.flatMap((index) => (parts[index] === undefined ? [] : [keyOf(parts[index])])));
        const seen = lines.map((_, index) => index + 1).filter((line) => parts.every((each) => !folded.has(keyOf(each)) || line <= each.first || line > each.last));
        const view = new FoldedLines(lines.length, parts, folded);
        expect(view.count).toBe(seen.length);
        seen.forEach((line, row) => {
          expect(view.lineAt(row)).toBe(line);
          expect(view.rowOf(line)).toBe(row);
        });
        for (let line = 1; line <= lines.length; line++) {
          expect(view.isSeen(line)).toBe(seen.includes(line));
          expect(seen[view.rowOf(line)]).toBe(seen.findLast((each) => each <= line));
        }
      }),
    );
  });
});
