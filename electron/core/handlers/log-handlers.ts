import type { Handlers } from '#shared/contract/host.ts';

import type { LogDesk } from '../logs/log-desk.ts';

type LogHandlers = Pick<Handlers, 'log.changes' | 'log.lines' | 'log.search' | 'log.compare' | 'log.rivals'>;

/** The rooms of the contract that look into logs. */
export function logHandlers(desk: LogDesk): LogHandlers {
  return {
    'log.changes': ({ attempt }, { signal }) => desk.changes(attempt, signal),
    'log.lines': ({ attempt, from, count }) => desk.lines(attempt, from, count),
    'log.search': ({ attempt, pattern, after, limit }, { signal }) => desk.search(attempt, pattern, after, limit, signal),
    'log.compare': ({ earlier, later }, { signal }) => desk.compare(earlier, later, signal),
    'log.rivals': ({ attempt }) => desk.rivals(attempt),
  };
}
