import { fileConflicts, type PackageWithFiles } from '#shared/plan/file-conflicts.ts';
import type { FileClash } from '#shared/plan/landing-clashes.ts';
import { pathKey } from '#shared/plan/path-key.ts';
import { fileDifference } from '#shared/rpm/file-mark.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { brings, type PackageStore } from './package-store.ts';

/** A build that is about to come in, and what the repository has of its source; null: nothing. */
export interface Arrival {
  readonly attempt: AttemptId;
  readonly replaces: AttemptId | null;
}

/**
 * The files that arrivals have in common with what stays, or with one another, and that are not the same there. Only what an
 * arrival brings anew or otherwise than what it replaces is looked for; folders are not. The paths of the repository are
 * held as numbers, so that a landing reads the lists of those alone who may have one.
 */
export async function findFileClashes(packages: PackageStore, arrivals: readonly Arrival[], staying: readonly AttemptId[], pause: () => Promise<void>): Promise<readonly FileClash[]> {
  const fresh = new Set<number>();
  for (const { attempt, replaces } of arrivals) for (const key of freshKeys(packages, attempt, replaces)) fresh.add(key);
  if (fresh.size === 0) return [];
  const suspects: AttemptId[] = [];
  for (const attempt of staying) {
    await pause();
    if (packages.pathKeysOf(attempt).some((key) => fresh.has(key))) suspects.push(attempt);
  }
  const among = [...arrivals.map(({ attempt }) => attempt), ...suspects].flatMap((attempt) => withFresh(packages, attempt, fresh));
  const coming = new Set<BinaryPackage>(arrivals.flatMap(({ attempt }) => packages.of(attempt)));
  return fileConflicts(among).flatMap(({ one, other, paths }) => {
    const [first] = paths;
    if (first === undefined || one.source === other.source) return [];
    if (coming.has(one.binary)) return [{ coming: one.binary, other: other.binary, path: first.path }];
    return coming.has(other.binary) ? [{ coming: other.binary, other: one.binary, path: first.path }] : [];
  });
}

/** The paths that an attempt's packages bring and its predecessor's did not, or not like that. */
function freshKeys(packages: PackageStore, attempt: AttemptId, replaces: AttemptId | null): readonly number[] {
  const before = new Map((replaces === null ? [] : packages.filesOf(replaces)).flatMap(({ files, marks }) => files.map((path, place) => [path, marks?.[place]] as const)));
  return packages.filesOf(attempt).flatMap(({ files, marks }) =>
    files.flatMap((path, place) => {
      const mark = marks?.[place];
      if (mark === undefined || !brings(mark)) return [];
      const old = before.get(path);
      return old !== undefined && fileDifference(old, mark) === null ? [] : [pathKey(path)];
    }),
  );
}

/** An attempt's packages with those of their files that are looked for. */
function withFresh(packages: PackageStore, attempt: AttemptId, fresh: ReadonlySet<number>): PackageWithFiles[] {
  const owned = packages.filesOf(attempt);
  return packages.of(attempt).flatMap((binary, number) => {
    const { files = [], marks = null } = owned[number] ?? {};
    if (marks === null) return [];
    const places = [...files.keys()].filter((place) => brings(marks[place]) && fresh.has(pathKey(files[place] ?? '')));
    return places.length === 0 ? [] : [{ source: attempt, binary, files: places.map((place) => files[place] ?? ''), marks: places.flatMap((place) => marks[place] ?? []) }];
  });
}
