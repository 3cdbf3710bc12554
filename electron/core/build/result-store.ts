import { stat } from 'node:fs/promises';

import type { BuiltBinary } from '#shared/port/depth.ts';
import { parseAttemptId, type AttemptId } from '#shared/vocabulary/ids.ts';

import type { JobResults, ResultRpm } from '../jobs/types.ts';
import type { PublishedRpm } from '../repository/types.ts';
import type { PortDatabase } from '../store/database.ts';

/** A package that a build made, as buildroots record it. */
export function resultBinary({ name, epoch, version, release, arch, headerDigest }: ResultRpm): BuiltBinary {
  return { nevra: `${name}-${epoch === null ? '' : `${epoch}:`}${version}-${release}.${arch}`, digest: headerDigest };
}

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
    for (const rpm of rpms) {
      const { nevra, digest } = resultBinary(rpm);
      insert.run(attempt, rpm.file, rpm.sha256, rpm.size, nevra, rpm.arch, digest);
    }
    this.#database.prepare('INSERT OR REPLACE INTO buildroot (attempt, packages) VALUES (?, ?)').run(attempt, JSON.stringify(buildroot));
  }

  rpmsOf(attempt: AttemptId): readonly PublishedRpm[] {
    const rows = this.#database.prepare<[string], { file: string; sha256: string; bytes: number }>('SELECT file, sha256, bytes FROM result WHERE attempt = ? ORDER BY file').all(attempt);
    return rows.map(({ file, sha256, bytes }) => ({ file, sha256, size: bytes, path: this.#pathOf(sha256) }));
  }

  /** The binary packages that an attempt made; none where it brought none home. */
  binariesOf(attempt: AttemptId): readonly BuiltBinary[] {
    return this.#database.prepare<[string], BuiltBinary>("SELECT nevra, header_digest AS digest FROM result WHERE attempt = ? AND arch <> 'src' ORDER BY file").all(attempt);
  }

  /** The attempts that made exactly this package. */
  makersOf({ nevra, digest }: BuiltBinary): readonly AttemptId[] {
    const rows = this.#database.prepare<[string, string], { attempt: string }>("SELECT attempt FROM result WHERE nevra = ? AND header_digest = ? AND arch <> 'src'").all(nevra, digest);
    return rows.flatMap((row) => {
      const id = parseAttemptId(row.attempt);
      return id.ok ? [id.value] : [];
    });
  }

  /** What an attempt was built in, as it was recorded; empty where it was not. */
  buildrootOf(attempt: AttemptId): readonly BuiltBinary[] {
    const row = this.#database.prepare<[string], { packages: string }>('SELECT packages FROM buildroot WHERE attempt = ?').get(attempt);
    // Written by `keep`, from what was parsed when it came in.
    return row === undefined ? [] : (JSON.parse(row.packages) as readonly BuiltBinary[]);
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
