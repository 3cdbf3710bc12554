import type { ResultStore } from '#electron/core/build/result-store.ts';
import type { PortDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import type { JobResults } from '#electron/core/jobs/types.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import type { TimedEvent } from './played-port.ts';

/** Writes a whole history with its results into a port's empty database, or nothing of it. `at` is milliseconds since 1970. */
export function recordHistory(database: PortDatabase, events: readonly TimedEvent[], results: ResultStore, resultsOf: (attempt: AttemptId) => JobResults | null): void {
  let now = 0;
  const log = new EventLog(database, () => now);
  database.transaction(() => {
    for (const { at, event } of events) {
      now = at;
      const made = event.kind === 'attempt-ended' && event.end.kind === 'succeeded' ? resultsOf(event.attempt) : null;
      log.append([event], made === null || event.kind !== 'attempt-ended' ? undefined : () => results.keep(event.attempt, made));
    }
  })();
}
