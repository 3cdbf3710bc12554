import { stat } from 'node:fs/promises';

import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { JobResults } from '../jobs/types.ts';
import type { PublishedRpm } from '../repository/types.ts';
import type { PortDatabase } from '../store/database.ts';

/** What attempts brought home: their RPMs with digests, and the buildroots that they were made in. */
export class ResultStore {
  readonly #database: PortDatabase;
  readonly #pathOf: (sha256: string) => string;

  /** @param pathOf where a collected file of that digest lies on this machine */
  constructor(database: PortDatabase, pathOf: (sha256: string) => string) {
    this.#database = database;
    this.#pathOf = pathOf;
  }

  /** To be called as the effect of the attempt's end, so that both are on disk or neither is. */
  keep(attempt: AttemptId, { rpms, buildroot }: JobResults): void {
    const insert = this.#database.prepare('INSERT OR REPLACE INTO result (attempt, file, sha256, bytes, nevra, arch, header_digest) VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const { file, sha256, size, name, epoch, version, release, arch, headerDigest } of rpms) {
      const nevra = `${name}-${epoch === null ? '' : `${epoch}:`}${version}-${release}.${arch}`;
      insert.run(attempt, file, sha256, size, nevra, arch, headerDigest);
    }
    this.#database.prepare('INSERT OR REPLACE INTO buildroot (attempt, packages) VALUES (?, ?)').run(attempt, JSON.stringify(buildroot));
  }

  rpmsOf(attempt: AttemptId): readonly PublishedRpm[] {
    const rows = this.#database.prepare<[string], { file: string; sha256: string; bytes: number }>('SELECT file, sha256, bytes FROM result WHERE attempt = ? ORDER BY file').all(attempt);
    return rows.map(({ file, sha256, bytes }) => ({ file, sha256, size: bytes, path: this.#pathOf(sha256) }));
  }
  /** {@link rpmsOf}, if there are some and every one of them still lies here whole; null otherwise. */
  async presentRpmsOf(attempt: AttemptId): Promise<readonly PublishedRpm[] | null> {
    const rpms = this.rpmsOf(attempt);
    for (const { path, size } of rpms) {
      const found = await stat(path).catch(() => null);
      if (found?.isFile() !== true || found.size !== size) return null;
    }
    return rpms.length === 0 ? null : rpms;
  }
}
