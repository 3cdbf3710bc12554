import type { Statement } from 'better-sqlite3';

import type { PortEvent, RecordedEvent } from '#shared/port/events.ts';

import type { PortDatabase } from './database.ts';

interface Row {
  readonly sequence: number;
  readonly at: number;
  readonly kind: string;
  readonly body: string;
}

/** The port's history on disk: appended in the same transaction as what it tells of. */
export class EventLog {
  readonly #database: PortDatabase;
  readonly #clock: () => number;
  readonly #insert: Statement<[number, string, string]>;
  readonly #after: Statement<[number], Row>;
  readonly #page: Statement<[number, number], Row>;

  constructor(database: PortDatabase, clock: () => number) {
    this.#database = database;
    this.#clock = clock;
    this.#insert = database.prepare('INSERT INTO event (at, kind, body) VALUES (?, ?, ?)');
    this.#after = database.prepare('SELECT sequence, at, kind, body FROM event WHERE sequence > ? ORDER BY sequence');
    this.#page = database.prepare('SELECT sequence, at, kind, body FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?');
  }

  /** Appends the events, and does `effect`, or neither. */
  append(events: readonly PortEvent[], effect?: () => void): readonly RecordedEvent[] {
    return this.#database.transaction(() => {
      effect?.();
      const at = this.#clock();
      return events.map((event) => {
        const { lastInsertRowid } = this.#insert.run(at, event.kind, JSON.stringify(event));
        return { sequence: Number(lastInsertRowid), at, event };
      });
    })();
  }

  /** Everything after `sequence`, oldest first. What was written here was typed when it was written. */
  *after(sequence: number): Generator<RecordedEvent> {
    for (const row of this.#after.iterate(sequence)) {
      yield eventOf(row);
    }
  }

  /** At most `most` events after `sequence`, oldest first: for those who read a long history beside others who write. */
  page(sequence: number, most: number): readonly RecordedEvent[] {
    return this.#page.all(sequence, most).map(eventOf);
  }
}

function eventOf({ sequence, at, body }: Row): RecordedEvent {
  return { sequence, at, event: JSON.parse(body) as PortEvent };
}
