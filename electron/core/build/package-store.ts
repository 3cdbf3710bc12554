import { gunzipSync, gzipSync } from 'node:zlib';

import { pathKey } from '#shared/plan/path-key.ts';
import { isInPrimary } from '#shared/rpm/file-dependency.ts';
import { isDirectory, type FileMark } from '#shared/rpm/file-mark.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { DescribedRpm } from '../jobs/types.ts';
import type { PortDatabase } from '../store/database.ts';

/** What a package owns. */
export interface OwnedFiles {
  readonly files: readonly string[];
  /** Of each file, in their order; null: an older version did not write them down. */
  readonly marks: readonly FileMark[] | null;
}

/** What the binary packages of each attempt said of themselves when they came in. */
export class PackageStore {
  readonly #database: PortDatabase;
  /** Of what was looked at; an attempt's results never change. */
  readonly #known = new Map<AttemptId, readonly BinaryPackage[]>();
  readonly #keys = new Map<AttemptId, Float64Array>();

  constructor(database: PortDatabase) {
    this.#database = database;
  }

  /** To be called as the effect of the attempt's end. */
  keep(attempt: AttemptId, packages: readonly DescribedRpm[]): void {
    const insert = this.#database.prepare('INSERT OR REPLACE INTO package (attempt, number, body, files, marks) VALUES (?, ?, ?, ?, ?)');
    packages.forEach(({ package: each, marks }, number) => {
      insert.run(attempt, number, JSON.stringify({ ...each, files: each.files.filter(isInPrimary) }), packed(each.files), packed(marks.map(({ mode, owner, content, colour, ghost }) => [mode, owner, content, colour, ghost ? 1 : 0])));
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
  *withFiles(attempt: AttemptId): Generator<BinaryPackage, undefined> {
    const owned = this.filesOf(attempt);
    for (const binary of this.of(attempt)) yield { ...binary, files: owned.next().value?.files ?? [] };
  }

  /** What each of the packages of {@link of} owns, in their order and one after the other: some have so many that others should be let at the thread in between. */
  *filesOf(attempt: AttemptId): Generator<OwnedFiles, undefined> {
    const rows = this.#database.prepare<[string], { files: Buffer; marks: Buffer | null }>('SELECT files, marks FROM package WHERE attempt = ? ORDER BY number').all(attempt);
    for (const { files, marks } of rows) {
      yield {
        files: unpacked(files) as string[],
        marks: marks === null ? null : (unpacked(marks) as [number, string, string, number, number][]).map(([mode, owner, content, colour, ghost]) => ({ mode, owner, content, colour, ghost: ghost === 1 })),
      };
    }
  }

  /** A number for every path that the attempt's packages bring, folders and ghosts aside; none where it is not on record what they are. */
  async pathKeysOf(attempt: AttemptId, pause: () => Promise<void>): Promise<Float64Array> {
    const known = this.#keys.get(attempt);
    if (known !== undefined) return known;
    const found: number[] = [];
    for (const { files, marks } of this.filesOf(attempt)) {
      await pause();
      files.forEach((path, place) => {
        if (brings(marks?.[place])) found.push(pathKey(path));
      });
    }
    const keys = Float64Array.from(found);
    this.#keys.set(attempt, keys);
    return keys;
  }

  /** Only these are held in memory from now on. */
  holdOnly(attempts: ReadonlySet<AttemptId>): void {
    for (const attempt of this.#known.keys()) if (!attempts.has(attempt)) this.#known.delete(attempt);
    for (const attempt of this.#keys.keys()) if (!attempts.has(attempt)) this.#keys.delete(attempt);
  }
}

/** Whether a package puts something there that another's could differ from. */
export function brings(mark: FileMark | undefined): boolean {
  return mark !== undefined && !mark.ghost && !isDirectory(mark);
}

function packed(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value));
}

/** Written by `keep`. */
function unpacked(bytes: Buffer): unknown {
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
