import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FoldedRows, foldedAtFirst, ONE_ROW_EACH, sectionsOf, type Rows, type Section } from './fold.ts';
import { LogBuffer } from './log-buffer.ts';
import { WrappedRows } from './wrapped-rows.ts';

const phases = [
  { name: '%prep', line: 4 },
  { name: '%build', line: 10 },
  { name: '%check', line: 60 },
];

function bufferOf(lines: readonly string[]): LogBuffer {
  const buffer = new LogBuffer();
  buffer.append(0, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
  return buffer;
}

/** Every row with its line, by going through all lines. */
function plainRows(rows: Rows, lines: number, sections: readonly Section[], folded: ReadonlySet<number>): readonly number[] {
  const shown: number[] = [];
  for (let line = 1; line <= lines; line++) {
    const section = sections.find(({ first, last }) => line >= first && line <= last);
    if (section !== undefined && line !== section.first && folded.has(section.first)) continue;
    const high = line === section?.first ? 1 : rows.rowsBefore(line + 1) - rows.rowsBefore(line);
    for (let row = 0; row < high; row++) shown.push(line);
  }
  return shown;
}

describe('folding a log', () => {
  it('has what came before the first phase as a section of its own', () => {
    expect(sectionsOf(phases, 80)).toEqual([
      { name: 'set-up', first: 1, last: 3 },
      { name: '%prep', first: 4, last: 9 },
      { name: '%build', first: 10, last: 59 },
      { name: '%check', first: 60, last: 80 },
    ]);
    expect(sectionsOf([], 80)).toEqual([]);
  });

  it('opens the section that failed, and no other', () => {
    const sections = sectionsOf(phases, 80);
    expect([...foldedAtFirst(sections, 33, null)]).toEqual([1, 4, 60]);
    expect([...foldedAtFirst(sections, null, null)]).toEqual([1, 4, 10]);
    expect([...foldedAtFirst(sections, 33, 5)]).toEqual([1, 60]);
  });

  it('finds rows and lines as going through all of them would, wrapped or not', () => {
    const cases = fc.record({
      lengths: fc.array(fc.nat(60), { minLength: 1, maxLength: 80 }),
      starts: fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 6 }),
      folded: fc.array(fc.nat(6)),
      columns: fc.option(fc.integer({ min: 1, max: 20 })),
    });
    fc.assert(
      fc.property(cases, ({ lengths, starts, folded, columns }) => {
        const buffer = bufferOf(lengths.map((length) => 'x'.repeat(length)));
        const sections = sectionsOf(starts.sort((a, b) => a - b).map((line) => ({ name: `%${line}`, line })), buffer.lines);
        const closed = new Set(folded.flatMap((index) => sections[index]?.first ?? []));
        const wrapped = columns === null ? null : new WrappedRows(buffer, columns);
        wrapped?.extend();
        const rows = wrapped ?? ONE_ROW_EACH;
        const shown = plainRows(rows, buffer.lines, sections, closed);
        const view = new FoldedRows(rows, buffer.lines, sections, closed);
        expect(view.count).toBe(shown.length);
        shown.forEach((line, row) => expect(view.lineAt(row)).toBe(line));
        for (const line of new Set(shown)) expect(view.rowsBefore(line)).toBe(shown.indexOf(line));
        const seen: number[] = [];
        for (let line = 1; line <= buffer.lines; line = view.after(line)) seen.push(line);
        expect(seen).toEqual([...new Set(shown)].filter((line) => seen.includes(line)));
        for (const line of new Set(shown)) expect(seen).toContain(line);
      }),
    );
  });
});

describe('wrapped rows', () => {
  it('grow with the log, its unfinished line included', () => {
    const buffer = new LogBuffer();
    const rows = new WrappedRows(buffer, 10);
    const text = new TextEncoder().encode(`${'a'.repeat(25)}\n${'b'.repeat(12)}\nc`);
    for (let at = 0; at < text.length; at += 7) {
      buffer.append(at, text.subarray(at, at + 7));
      rows.extend();
    }
    expect([1, 2, 3, 4].map((line) => rows.rowsBefore(line))).toEqual([0, 3, 5, 6]);
    expect([0, 2, 3, 4, 5].map((row) => rows.lineAt(row))).toEqual([1, 1, 2, 2, 3]);
  });
});
