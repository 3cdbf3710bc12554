import fc from 'fast-check';
import { expect, it } from 'vitest';

import { DEBT_TRIALS, type DebtRow } from '#shared/contract/schemas/debt.ts';

import { debtCsv, sortDebt, type DebtColumn } from './debt-table.ts';

const row = fc
  .record({ source: fc.constantFrom('lua', 'zlib', 'gcc'), owner: fc.constantFrom('ada', 'bob', undefined), age: fc.option(fc.nat(400)), kind: fc.constantFrom(...DEBT_TRIALS), onTop: fc.nat(9), holdsUp: fc.nat(9), words: fc.constantFrom('--nocheck', 'macro x = 1') })
  .map(({ source, owner, age, kind, onTop, holdsUp, words }): DebtRow => ({
    source, words, state: 'in-repo', ageDays: age, holdsUp, carried: true,
    fix: { change: { kind: 'nocheck' }, reason: '=HYPERLINK("x")', owner, debt: true },
    trial: { kind, attempt: null, at: null },
    onTop: { count: onTop, names: [] },
  }));
const COLUMNS: readonly DebtColumn[] = ['source', 'words', 'owner', 'age', 'trial', 'onTop', 'holdsUp'];

it('sorts by every column, the one way as the other, and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom(...COLUMNS), fc.boolean(), (rows, column, descending) => {
      const sorted = sortDebt(rows, { column, descending });
      expect(sorted.toSorted((a, b) => rows.indexOf(a) - rows.indexOf(b))).toEqual(rows);
      expect(sortDebt(rows.toReversed(), { column, descending }).map(({ source, words }) => source + words)).toEqual(sorted.map(({ source, words }) => source + words));
    }),
  );
});

it('puts what nobody knows the age of before the oldest, and what could go first', () => {
  const of = (ageDays: number | null, kind: DebtRow['trial']['kind']): DebtRow => ({ ...(fc.sample(row, { seed: 1, numRuns: 1 })[0] as DebtRow), ageDays, trial: { kind, attempt: null, at: null } });
  const rows = [of(3, 'failed'), of(null, 'never'), of(90, 'succeeded')];
  expect(sortDebt(rows, { column: 'age', descending: true }).map(({ ageDays }) => ageDays)).toEqual([null, 90, 3]);
  expect(sortDebt(rows, { column: 'trial', descending: false })[0]?.trial.kind).toBe('succeeded');
  expect(debtCsv(rows)).toContain(`"'=HYPERLINK(""x"")"`);
});
