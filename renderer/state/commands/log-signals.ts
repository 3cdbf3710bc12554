/** What the log panel does itself when a command asks for it. */
export const LOG_SIGNALS = [
  'log-search',
  'log-next-hit',
  'log-previous-hit',
  'log-cause',
  'log-follow',
  'log-fold',
  'log-link',
  'log-copy',
  'log-save',
  'log-next-difference',
  'log-previous-difference',
] as const;
export type LogSignal = (typeof LOG_SIGNALS)[number];
