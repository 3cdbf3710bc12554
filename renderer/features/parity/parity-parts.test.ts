import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { ParityReport } from '#shared/contract/schemas/parity.ts';

import { PARITY_COLUMNS, PARITY_PARTS, parityCsv, parityJson, parityOrder, parityRows, sortParity } from './parity-parts.ts';

const name = fc.constantFrom('lua', 'zlib', 'gcc', 'a2', 'a10');
const names = fc.uniqueArray(fc.constantFrom('x', 'y', '=HYPERLINK("z")'));
const unique = <Value>(one: fc.Arbitrary<Value>, key: (value: Value) => string): fc.Arbitrary<Value[]> => fc.uniqueArray(one, { selector: key, maxLength: 8 });
const made = fc.record({ source: name, nevra: name.map((each) => `${each}-1-1.s390x`) });
const anyReport: fc.Arbitrary<ParityReport> = fc.record({
  stamp: fc.constant('s'), pass: fc.constant(2), generation: fc.nat(9), hasReference: fc.boolean(), known: fc.nat(9), compared: fc.nat(9), uncompared: fc.nat(9), rebuilt: fc.nat(9),
  parity: unique(fc.record({ source: name, missingPackages: names, extraPackages: names, missingSonames: names, missingProvides: names, missingFiles: names }), ({ source }) => source),
  unmet: unique(fc.record({ source: name, who: name, dependency: name }), ({ who, dependency }) => `${who} ${dependency}`),
  conflicts: unique(fc.record({ one: made, other: made, files: fc.array(fc.record({ path: name, differs: fc.constantFrom('kind' as const, 'content' as const) }), { maxLength: 3 }), total: fc.nat(9) }), ({ one, other }) => `${one.nevra} ${other.nevra}`),
  differing: unique(fc.record({ source: name, differences: names, total: fc.nat(300) }), ({ source }) => source),
});

it('makes a row of everything that was found, under the part’s columns, and sorts by each without losing one', () => {
  fc.assert(
    fc.property(anyReport, fc.constantFrom(...PARITY_PARTS), fc.nat(6), fc.boolean(), (report, part, place, descending) => {
      const rows = parityRows(part, report);
      expect(rows.length).toBe({ reference: report.parity, closure: report.unmet, files: report.conflicts, passes: report.differing }[part].length);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      for (const { values } of rows) expect(values.length).toBe(PARITY_COLUMNS[part].length);
      const column = PARITY_COLUMNS[part][place % PARITY_COLUMNS[part].length]?.id ?? '';
      const sorted = sortParity(part, rows, { column, descending });
      expect(sorted.toSorted((a, b) => rows.indexOf(a) - rows.indexOf(b))).toEqual(rows);
      expect(sortParity(part, rows.toReversed(), { column, descending })).toEqual(sorted);
      expect((JSON.parse(parityJson(part, sorted)) as unknown[]).length).toBe(rows.length);
      expect(parityCsv(part, sorted)).not.toMatch(/(^|,)=/m);
    }),
  );
});

it('takes its order from the address, and its own where that names no column of the part', () => {
  expect(parityOrder('reference', '-sonames')).toEqual({ column: 'sonames', descending: true });
  expect(parityOrder('closure', '-sonames')).toEqual({ column: 'source', descending: false });
});
