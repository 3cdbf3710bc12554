import type { DebtRow } from '#shared/contract/schemas/debt.ts';
import { csvOf } from '#shared/progress/csv.ts';

export type DebtColumn = 'source' | 'words' | 'owner' | 'age' | 'trial' | 'onTop' | 'holdsUp';

export interface DebtOrder {
  readonly column: DebtColumn;
  readonly descending: boolean;
}

/** What could go comes first where a person asks for that, then what is being tried. */
const TRIAL_ORDER: Readonly<Record<DebtRow['trial']['kind'], number>> = { succeeded: 0, running: 1, waiting: 2, undecided: 3, never: 4, failed: 5 };

/** How a trial is said: glyph and word, and what it means. */
export const TRIAL_WORDS: Readonly<Record<DebtRow['trial']['kind'], { readonly glyph: string; readonly word: string; readonly meaning: string }>> = {
  never: { glyph: '·', word: 'not tried', meaning: 'Nobody has tried to build it without the fix since it is there.' },
  waiting: { glyph: '◔', word: 'waits', meaning: 'A scratch build without the fix waits for a free slot.' },
  running: { glyph: '▲', word: 'being tried', meaning: 'A scratch build without the fix is under way.' },
  succeeded: { glyph: '✓', word: 'could go', meaning: 'The last scratch build without the fix succeeded.' },
  failed: { glyph: '✕', word: 'still needed', meaning: 'The last scratch build without the fix failed.' },
  undecided: { glyph: '◌', word: 'undecided', meaning: 'The last scratch build without the fix was cancelled or lost to the infrastructure.' },
};

const text = (a: string, b: string): number => a.localeCompare(b, 'en');

const COMPARE: Readonly<Record<DebtColumn, (a: DebtRow, b: DebtRow) => number>> = {
  source: (a, b) => text(a.source, b.source),
  words: (a, b) => text(a.words, b.words),
  owner: (a, b) => text(a.fix.owner ?? '\uffff', b.fix.owner ?? '\uffff'),
  // Of unknown age is older than all that is known.
  age: (a, b) => (a.ageDays ?? Number.MAX_SAFE_INTEGER) - (b.ageDays ?? Number.MAX_SAFE_INTEGER),
  trial: (a, b) => TRIAL_ORDER[a.trial.kind] - TRIAL_ORDER[b.trial.kind],
  onTop: (a, b) => a.onTop.count - b.onTop.count,
  holdsUp: (a, b) => a.holdsUp - b.holdsUp,
};

export function sortDebt(rows: readonly DebtRow[], { column, descending }: DebtOrder): readonly DebtRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * COMPARE[column](a, b) || text(a.source, b.source) || text(a.words, b.words));
}

/** The ledger as a table for a spreadsheet. */
export function debtCsv(rows: readonly DebtRow[]): string {
  return csvOf(
    ['package', 'port fix', 'reason', 'owner', 'since', 'age in days', 'state', 'provisional because of it', 'without it', 'built on top', 'holds up'],
    rows.map(({ source, words, fix, ageDays, state, carried, trial, onTop, holdsUp }) => [
      source, words, fix.reason, fix.owner ?? '', fix.since ?? '', ageDays ?? '', state, carried ? 'yes' : 'no', TRIAL_WORDS[trial.kind].word, onTop.count, holdsUp,
    ]),
  );
}
