import { LOG_SIGNALS } from './log-signals.ts';

/** Commands that a screen carries out itself: it listens while it is shown. */
export const SIGNALS = ['focus-filter', 'fit', 'zoom-in', 'zoom-out', 'mark-all', 'export-csv', 'export-json', 'time-back', 'time-forward', ...LOG_SIGNALS] as const;
export type Signal = (typeof SIGNALS)[number];

const target = new EventTarget();

export function emitSignal(signal: Signal): void {
  target.dispatchEvent(new Event(signal));
}

/** Returns the way to stop listening. */
export function onSignal(signal: Signal, listener: () => void): () => void {
  target.addEventListener(signal, listener);
  return () => target.removeEventListener(signal, listener);
}
