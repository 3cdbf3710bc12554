import { copyFileSync, existsSync } from 'node:fs';

import Database from 'better-sqlite3';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/**
 * The steps from one version of the database to the next; step i leads from version i to i + 1. Never edited once
 * released, only appended to.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE result (
    attempt TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    nevra TEXT NOT NULL,
    arch TEXT NOT NULL,
    header_digest TEXT NOT NULL,
    PRIMARY KEY (attempt, file)
  ) STRICT;
  CREATE TABLE buildroot (
    attempt TEXT PRIMARY KEY,
    packages TEXT NOT NULL
  ) STRICT;
  CREATE TABLE log_digest (
    attempt TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL
  ) STRICT;
  `,
  `CREATE INDEX result_identity ON result (nevra, header_digest);`,
  `
  CREATE TABLE package (
    attempt TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    files BLOB NOT NULL,
    PRIMARY KEY (attempt, number)
  ) STRICT;
  `,
  `ALTER TABLE package ADD COLUMN marks BLOB;`,
];

export type PortDatabase = Database.Database;

/**
 * Opens `.portolan/port.db`, migrating an older one after a copy of it was put aside (`port.db.vN`). Throws a
 * {@link ProblemError} for a database of a newer version, which this program cannot understand and does not touch.
 */
export function openDatabase(file: string): PortDatabase {
  const existed = existsSync(file);
  let database: PortDatabase;
  try {
    database = new Database(file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
  } catch (thrown) {
    throw new ProblemError('bad-input', `${file} is not a database of Portolan’s, or is damaged. Move it away to start anew; the RPMs stay where they are.`, String(thrown));
  }
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    database.close();
    throw new ProblemError('unsupported', `${file} was written by a newer Portolan (version ${version}; this one knows ${MIGRATIONS.length}). Use that one; nothing was changed.`);
  }
  if (existed && version > 0 && version < MIGRATIONS.length) {
    database.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(file, `${file}.v${version}`);
  }
  database.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
  return database;
}
