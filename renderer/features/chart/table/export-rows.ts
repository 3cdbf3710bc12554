import type { PortModel } from '#renderer/state/port-model.ts';

import type { PackageColumn } from './columns.tsx';

/**
 * A cell of CSV (RFC 4180). A spreadsheet takes what begins with = + - @ (or a tab or return) for a formula and runs it,
 * and names and owners are written by others: such a cell gets a ' in front (OWASP, CSV injection).
 */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as they are shown, with a line of heads. */
export function csvOf(model: PortModel, sources: readonly number[], columns: readonly PackageColumn[]): string {
  const lines = [columns.map(({ words }) => csvCell(words)), ...sources.map((source) => columns.map((column) => csvCell(column.value(model, source))))];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The same as a list of objects, by the columns' ids. */
export function jsonOf(model: PortModel, sources: readonly number[], columns: readonly PackageColumn[]): string {
  return `${JSON.stringify(
    sources.map((source) => Object.fromEntries(columns.map((column) => [column.id, column.value(model, source)]))),
    null,
    2,
  )}\n`;
}
