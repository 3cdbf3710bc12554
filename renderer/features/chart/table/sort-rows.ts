import type { PortModel } from '#renderer/state/port-model.ts';

import type { PackageColumn } from './columns.tsx';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

let made: Intl.Collator | null = null;

/** As people look names up: `gcc9` before `gcc10`, whatever the case. Made when something is first sorted: the map does without. */
function compareNames(a: string, b: string): number {
  made ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return made.compare(a, b);
}

/** `-waits` → by waits, the largest first; null for a column that is not there. */
export function parseSorting(text: string, columns: readonly PackageColumn[]): Sorting | null {
  const descending = text.startsWith('-');
  const column = text.slice(descending ? 1 : 0);
  return columns.some(({ id }) => id === column) ? { column, descending } : null;
}

export function formatSorting({ column, descending }: Sorting): string {
  return `${descending ? '-' : ''}${column}`;
}

/** What a click on a column's head means: the other way round, or by this one, numbers the largest first. */
export function nextSorting(before: Sorting | null, column: PackageColumn): Sorting {
  return { column: column.id, descending: before?.column === column.id ? !before.descending : column.number };
}

/** The sources in order; those that are alike stand by name. Without sorting they stay as they are given. */
export function sortRows(model: PortModel, sources: readonly number[], sorting: Sorting | null, columns: readonly PackageColumn[]): readonly number[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (sorting === null || column === undefined) return sources;
  const sign = sorting.descending ? -1 : 1;
  const rows = sources.map((source) => ({ source, value: column.value(model, source) }));
  const byName = (a: number, b: number): number => compareNames(model.names[a] ?? '', model.names[b] ?? '');
  rows.sort((a, b) => {
    const difference = typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : emptyLast(String(a.value), String(b.value), sign);
    return sign * difference || byName(a.source, b.source) || a.source - b.source;
  });
  return rows.map(({ source }) => source);
}

/** What has no value stands below what has one, whichever way round. */
function emptyLast(a: string, b: string, sign: number): number {
  if (a === '' || b === '') return sign * (Number(a === '') - Number(b === ''));
  return compareNames(a, b);
}
