import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { SourceName } from '#shared/vocabulary/ids.ts';

import { openDatabase } from './database.ts';
import { EventLog } from './event-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const requested = { kind: 'build-requested', sources: ['zlib' as SourceName] } as const;

test('events come back in order after the database was closed', () => {
  const file = join(folder, 'port.db');
  const database = openDatabase(file);
  const log = new EventLog(database, () => 42);
  log.append([requested, { kind: 'pass-opened', pass: 2 }]);
  database.close();
  const again = openDatabase(file);
  const events = [...new EventLog(again, () => 43).after(0)];
  expect(events.map(({ sequence, at, event }) => [sequence, at, event.kind])).toEqual([[1, 42, 'build-requested'], [2, 42, 'pass-opened']]);
  again.close();
});

test('an effect that fails takes its events with it', () => {
  const database = openDatabase(join(folder, 'port.db'));
  const log = new EventLog(database, () => 1);
  expect(() =>
    log.append([requested], () => {
      database.exec("INSERT INTO buildroot VALUES ('a', 'x')");
      throw new Error('disk full');
    }),
  ).toThrow('disk full');
  expect([...log.after(0)]).toEqual([]);
  expect(database.prepare('SELECT count(*) AS n FROM buildroot').get()).toEqual({ n: 0 });
  database.close();
});

test('a database of a newer version is refused and left as it was', () => {
  const file = join(folder, 'port.db');
  const newer = new Database(file);
  newer.pragma('user_version = 99');
  newer.close();
  expect(() => openDatabase(file)).toThrow(/newer Portolan/);
  expect(readdirSync(folder)).toEqual(['port.db']);
});

test('a file that is no database is told so', () => {
  const file = join(folder, 'port.db');
  const other = new Database(file);
  other.close();
  rmSync(file);
  expect(() => openDatabase(folder)).toThrow(/not a database of Portolan/);
});
