import { gunzipSync, gzipSync } from 'node:zlib';

import type { BinaryPackage } from '#shared/rpm/package.ts';
import { isInPrimary } from '#shared/rpm/file-dependency.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { PortDatabase } from '../store/database.ts';

/** What the binary packages of each attempt said of themselves when they came in. */
export class PackageStore {
  readonly #database: PortDatabase;
  /** Of what was looked at; an attempt's results never change. */
  readonly #known = new Map<AttemptId, readonly BinaryPackage[]>();

  constructor(database: PortDatabase) {
    this.#database = database;
  }

  /** To be called as the effect of the attempt's end. */
  keep(attempt: AttemptId, packages: readonly BinaryPackage[]): void {
    const insert = this.#database.prepare('INSERT OR REPLACE INTO package (attempt, number, body, files) VALUES (?, ?, ?, ?)');
    packages.forEach((each, number) => {
      insert.run(attempt, number, JSON.stringify({ ...each, files: each.files.filter(isInPrimary) }), gzipSync(JSON.stringify(each.files)));
    });
  }

  /** The packages with the files that a repository's primary metadata names; none where they are not on record, as a simulation's are. */
  of(attempt: AttemptId): readonly BinaryPackage[] {
    const known = this.#known.get(attempt);
    if (known !== undefined) return known;
    const rows = this.#database.prepare<[string], { body: string }>('SELECT body FROM package WHERE attempt = ? ORDER BY number').all(attempt);
    // Written by `keep`, from what was parsed when it came in.
    const packages = rows.map(({ body }) => JSON.parse(body) as BinaryPackage);
    this.#known.set(attempt, packages);
    return packages;
  }

  /** The same with every file that they own. */
  withFiles(attempt: AttemptId): readonly BinaryPackage[] {
    const rows = this.#database.prepare<[string], { body: string; files: Buffer }>('SELECT body, files FROM package WHERE attempt = ? ORDER BY number').all(attempt);
    return rows.map(({ body, files }) => ({ ...(JSON.parse(body) as BinaryPackage), files: JSON.parse(gunzipSync(files).toString('utf8')) as string[] }));
  }

  /** Only these are held in memory from now on. */
  holdOnly(attempts: ReadonlySet<AttemptId>): void {
    for (const attempt of this.#known.keys()) if (!attempts.has(attempt)) this.#known.delete(attempt);
  }
}
