import { plainLine } from '#shared/logs/plain-line.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import { sayAttemptState } from '#renderer/ui/attempt-words.ts';

/** Lines before and after the one that is copied. */
export const BEFORE = 10;
export const AFTER = 5;

interface Named {
  readonly row: AttemptRow | null;
  readonly attempt: string;
}

/** How a log is called in tabs and messages: `lua · 2`. */
export function nameOf({ row, attempt }: Named): string {
  return row === null ? attempt : `${row.source} · ${row.number}`;
}

/** The name of the file that a log is saved as. */
export function fileNameOf({ row, attempt }: Named): string {
  return row === null ? `${attempt}.log` : `${row.source}-attempt-${row.number}-${row.builder ?? 'nowhere'}.log`;
}

/** Lines of a log and what log they are from, to paste into a report; `chosen` are marked. `texts` begin with line `from`. */
export function excerptOf(named: Named, texts: readonly string[], from: number, chosen: { readonly first: number; readonly last: number }): string {
  const { row, attempt } = named;
  const width = String(from + texts.length - 1).length;
  const head = row === null ? `Attempt ${attempt}` : `${row.source}, attempt ${row.number} on ${row.builder ?? 'no builder'} (${sayAttemptState(row)})`;
  const where = chosen.first === chosen.last ? `line ${chosen.first}` : `lines ${chosen.first} to ${chosen.last}`;
  const lines = texts.map((text, index) => {
    const number = from + index;
    return `${number >= chosen.first && number <= chosen.last ? '>' : ' '} ${String(number).padStart(width)}  ${plainLine(text)}`;
  });
  return [`${head}, ${where}:`, ...lines, ''].join('\n');
}
