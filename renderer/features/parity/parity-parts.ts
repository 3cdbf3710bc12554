import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { csvOf } from '#shared/progress/csv.ts';
import type { RowOrder } from '#renderer/ui/row-grid.tsx';

/** What a repository is compared with: the reference, its own requirements, its own files, the pass before. */
export const PARITY_PARTS = ['reference', 'closure', 'files', 'passes'] as const;
export type ParityPart = (typeof PARITY_PARTS)[number];

/** A list behind a row: what it is, and every entry. */
export interface ParityDetail {
  readonly title: string;
  readonly lines: readonly string[];
  /** How many there are where not all are listed. */
  readonly total: number;
}

/** One row of any part; `values` stand under the part's columns. */
export interface ParityRow {
  readonly key: string;
  readonly source: string;
  readonly values: readonly (string | number)[];
  readonly details: readonly ParityDetail[];
}

export interface ParityColumn {
  readonly id: string;
  readonly words: string;
  readonly number: boolean;
  readonly mono: boolean;
  readonly width: number;
  readonly share: number;
}

const text = (id: string, words: string, width: number, share: number, mono = true): ParityColumn => ({ id, words, number: false, mono, width, share });
const count = (id: string, words: string, width: number): ParityColumn => ({ id, words, number: true, mono: false, width, share: 0 });

export const PARITY_COLUMNS: Readonly<Record<ParityPart, readonly ParityColumn[]>> = {
  reference: [text('source', 'Source package', 150, 1, false), count('packages', 'Packages', 86), count('sonames', 'Sonames', 78), count('provides', 'Provides', 78), count('files', 'Files', 56), count('extra', 'Extra', 56), text('first', 'It lacks', 200, 2)],
  closure: [text('source', 'Source package', 150, 1, false), text('who', 'Binary package', 200, 2), text('dependency', 'Requires what nothing provides', 200, 2)],
  files: [text('source', 'Source package', 130, 1, false), text('one', 'Binary package', 160, 2), text('other', 'Not beside', 160, 2), count('files', 'Files', 56), text('first', 'The first of them', 160, 2)],
  passes: [text('source', 'Source package', 150, 1, false), count('differences', 'Differences', 104), text('first', 'The first of them', 240, 3)],
};

/** The usual order of a part. */
export const PARITY_ORDERS: Readonly<Record<ParityPart, RowOrder>> = {
  reference: { column: 'packages', descending: true },
  closure: { column: 'source', descending: false },
  files: { column: 'files', descending: true },
  passes: { column: 'differences', descending: true },
};

const list = (title: string, lines: readonly string[], total = lines.length): ParityDetail[] => (lines.length === 0 ? [] : [{ title, lines, total }]);

export function parityRows(part: ParityPart, report: ParityReport): readonly ParityRow[] {
  switch (part) {
    case 'reference':
      return report.parity.map(({ source, missingPackages, missingSonames, missingProvides, missingFiles, extraPackages }) => ({
        key: source,
        source,
        values: [source, missingPackages.length, missingSonames.length, missingProvides.length, missingFiles.length, extraPackages.length, [...missingPackages, ...missingSonames, ...missingProvides, ...missingFiles].slice(0, 5).join(', ')],
        details: [
          ...list('Binary packages that are missing', missingPackages), ...list('Sonames that are missing', missingSonames), ...list('Capabilities that are missing', missingProvides),
          ...list('Files that are missing', missingFiles), ...list('Binary packages that only this port has', extraPackages),
        ],
      }));
    case 'closure':
      return report.unmet.map(({ source, who, dependency }) => ({ key: `${who} ${dependency}`, source, values: [source, who, dependency], details: [] }));
    case 'files':
      return report.conflicts.map(({ one, other, files, total }) => ({
        key: `${one.nevra} ${other.nevra}`,
        source: one.source,
        values: [one.source, one.nevra, other.nevra, total, files[0]?.path ?? ''],
        details: list(`Files that ${one.nevra} and ${other.nevra} both have, and not the same`, files.map(({ path, differs }) => `${path}  (${DIFFERS_WORDS[differs]})`), total),
      }));
    case 'passes':
      return report.differing.map(({ source, differences, total }) => ({ key: source, source, values: [source, total, differences[0] ?? ''], details: list('− as the pass before made it, + as this one did', differences, total) }));
  }
}

const DIFFERS_WORDS = { kind: 'a file here, a folder or link there', permissions: 'other permissions', owner: 'another owner', content: 'another content' } as const;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The order that an address asks for (`-files`), as far as the part has such a column. */
export function parityOrder(part: ParityPart, asked: string): RowOrder {
  const descending = asked.startsWith('-');
  const column = asked.slice(descending ? 1 : 0);
  return PARITY_COLUMNS[part].some(({ id }) => id === column) ? { column, descending } : PARITY_ORDERS[part];
}

/** The rows in order; those that are alike stand by source, then by key. */
export function sortParity(part: ParityPart, rows: readonly ParityRow[], { column, descending }: RowOrder): readonly ParityRow[] {
  const place = PARITY_COLUMNS[part].findIndex(({ id }) => id === column);
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [a.values[place] ?? '', b.values[place] ?? ''];
    const difference = typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other));
    return sign * difference || collator.compare(a.source, b.source) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  });
}

/** The rows for a spreadsheet, with every entry that is behind them in one cell. */
export function parityCsv(part: ParityPart, rows: readonly ParityRow[]): string {
  return csvOf([...PARITY_COLUMNS[part].map(({ words }) => words), 'details'], rows.map(({ values, details }) => [...values, details.map(({ title, lines }) => `${title}: ${lines.join(', ')}`).join('; ')]));
}

/** The same as a list of objects, by the columns' ids. */
export function parityJson(part: ParityPart, rows: readonly ParityRow[]): string {
  return `${JSON.stringify(rows.map(({ values, details }) => ({ ...Object.fromEntries(PARITY_COLUMNS[part].map(({ id }, place) => [id, values[place] ?? ''])), details })), null, 2)}\n`;
}
