import type { PortEvent } from '#shared/port/events.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import type { RehearsalRecord } from './rehearsal-record.ts';

/** What stands in portolan.yaml as well, and comes back from there. */
const FROM_THE_FILE: ReadonlySet<PortEvent['kind']> = new Set(['left-out', 'brought-back', 'fix-applied', 'fix-removed']);

/**
 * Throws `conflict` where a port has a history that a rehearsal would destroy: attempts of real builders ever, and
 * whatever somebody did after an earlier rehearsal, unless `anew` says that it may go.
 */
export function mayRehearse(databaseFile: string, earlier: RehearsalRecord | null, anew: boolean): void {
  const database = openDatabase(databaseFile);
  try {
    let last = 0;
    let own = 0;
    for (const { sequence, event } of new EventLog(database, () => 0).after(0)) {
      last = sequence;
      if (event.kind === 'attempt-created' && event.simulated !== true) {
        throw new ProblemError('conflict', `This port has been built on real builders (${event.source} on ${event.builder}); a rehearsal would take the place of its history. Rehearse in a folder of its own.`);
      }
      if (!FROM_THE_FILE.has(event.kind)) own += 1;
    }
    if (earlier === null && own > 0) throw new ProblemError('conflict', 'This port has a history already, which is not a rehearsal’s. Rehearse in a folder of its own.');
    if (earlier !== null && last > earlier.events && !anew) {
      throw new ProblemError('conflict', `Since this port was rehearsed ${last - earlier.events} things have happened to it. With --anew they go, and the rehearsal begins from nothing.`);
    }
  } finally {
    database.close();
  }
}
