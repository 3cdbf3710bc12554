import { useEffect, useRef } from 'react';

import { openClient } from '#renderer/state/connection.ts';
import { LOG_SIGNALS, type LogSignal } from '#renderer/state/commands/log-signals.ts';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { perform } from '#renderer/state/perform.ts';
import { toast } from '#renderer/state/toasts.ts';
import { formatBytes } from '#renderer/ui/format.ts';

import type { LogSession } from './log-sessions.ts';
import { AFTER, BEFORE, excerptOf, fileNameOf } from './log-text.ts';
import { saveLog } from './save-log.ts';

/** Does what the commands of the log ask for, while the log is shown; what is not given is passed over. */
export function useLogSignals(actions: Partial<Readonly<Record<LogSignal, () => void>>>): void {
  const act = useRef(actions);
  useEffect(() => {
    act.current = actions;
  });
  useEffect(() => {
    const stops = LOG_SIGNALS.map((signal) => onSignal(signal, () => act.current[signal]?.()));
    return () => stops.forEach((stop) => stop());
  }, []);
}

function toClipboard(text: Promise<string>, done: string, refused: string): void {
  void text.then((words) => navigator.clipboard.writeText(words)).then(
    () => toast('info', done),
    () => toast('error', refused),
  );
}

/** The address of this window leads to the line or range: it goes into the clipboard. */
export function copyLink(first: number, last: number): void {
  const what = first === last ? `line ${first}` : `lines ${first} to ${last}`;
  toClipboard(Promise.resolve(window.location.href), `The link to ${what} is in the clipboard.`, `The clipboard cannot be written to here; the address of this window leads to ${what}.`);
}

/** The lines of a range, or one line with its neighbours, go into the clipboard. */
export function copyLines(session: LogSession, first: number, last: number): void {
  const [from, to] = first === last ? [Math.max(1, first - BEFORE), last + AFTER] : [first, last];
  const text = session.pages.take(from, to).then((texts) => excerptOf(session, texts, from, { first, last }));
  toClipboard(text, first === last ? `Line ${first} and its neighbours are in the clipboard.` : `Lines ${first} to ${last} are in the clipboard.`, 'The clipboard cannot be written to here.');
}

export function downloadLog(session: LogSession): void {
  const { attempt, bytes } = session;
  const name = fileNameOf(session);
  void perform(`save-log:${attempt}`, async () => {
    await saveLog(openClient(), attempt, bytes, name, () => undefined);
    return { message: `${name}: ${formatBytes(bytes)} are handed over.` };
  });
}
