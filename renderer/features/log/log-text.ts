import { sayAttemptState } from '#renderer/ui/attempt-words.ts';

import type { LogSession } from './log-sessions.ts';

/** Lines before and after the one that is copied. */
const BEFORE = 10;
const AFTER = 5;

/** How a log is called in tabs and messages: `lua · 2`. */
export function nameOf({ row, attempt }: Pick<LogSession, 'row' | 'attempt'>): string {
  return row === null ? attempt : `${row.source} · ${row.number}`;
}

/** The name of the file that a log is saved as. */
export function fileNameOf({ row, attempt }: Pick<LogSession, 'row' | 'attempt'>): string {
  return row === null ? `${attempt}.log` : `${row.source}-attempt-${row.number}.log`;
}

/** A line with its neighbours and what log they are from, to paste into a report. */
export function excerptOf(session: Pick<LogSession, 'buffer' | 'row' | 'attempt'>, line: number): string {
  const { buffer, row, attempt } = session;
  const first = Math.max(1, line - BEFORE);
  const last = Math.min(buffer.lines, line + AFTER);
  const width = String(last).length;
  const head = row === null ? `Attempt ${attempt}` : `${row.source}, attempt ${row.number} on ${row.builder ?? 'no builder'} (${sayAttemptState(row)})`;
  const lines = buffer.slice(first, last).map((text, index) => {
    const number = first + index;
    return `${number === line ? '>' : ' '} ${String(number).padStart(width)}  ${text}`;
  });
  return [`${head}, line ${line}:`, ...lines, ''].join('\n');
}

/** Hands the whole log to the person as a file, byte for byte. */
export function saveLog(session: LogSession): void {
  const address = URL.createObjectURL(new Blob([session.buffer.bytes()], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(session);
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
