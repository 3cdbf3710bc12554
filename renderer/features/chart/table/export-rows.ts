import { csvOf } from '#shared/progress/csv.ts';
import type { PortModel } from '#renderer/state/port-model.ts';

import type { PackageColumn } from './columns.tsx';

/** The rows as they are shown, with a line of heads. */
export function rowsCsv(model: PortModel, sources: readonly number[], columns: readonly PackageColumn[]): string {
  return csvOf(columns.map(({ words }) => words), sources.map((source) => columns.map((column) => column.value(model, source))));
}

/** The same as a list of objects, by the columns' ids. */
export function jsonOf(model: PortModel, sources: readonly number[], columns: readonly PackageColumn[]): string {
  return `${JSON.stringify(
    sources.map((source) => Object.fromEntries(columns.map((column) => [column.id, column.value(model, source)]))),
    null,
    2,
  )}\n`;
}
