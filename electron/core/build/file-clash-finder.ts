import { fileConflictsInPieces, type PackageWithFiles } from '#shared/plan/file-conflicts.ts';
import type { FileClash } from '#shared/plan/landing-clashes.ts';
import { pathKey } from '#shared/plan/path-key.ts';
import { fileDifference, type FileMark } from '#shared/rpm/file-mark.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { inPieces } from '../tasks/pauses.ts';
import { brings, type OwnedFiles, type PackageStore } from './package-store.ts';
import { packagesWithWanted } from './wanted-files.ts';

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
  for (const { attempt, replaces } of arrivals) await addFreshKeys(fresh, packages.filesOf(attempt), replaces === null ? [] : packages.filesOf(replaces), pause);
  if (fresh.size === 0) return [];
  const suspects: AttemptId[] = [];
  for (const attempt of staying) {
    await pause();
    if ((await packages.pathKeysOf(attempt, pause)).some((key) => fresh.has(key))) suspects.push(attempt);
  }
  const among: PackageWithFiles[] = [];
  for (const attempt of [...arrivals.map((arrival) => arrival.attempt), ...suspects]) among.push(...(await packagesWithWanted(packages, attempt, attempt, { keys: fresh, counts: brings }, pause)));
  const coming = new Set<BinaryPackage>(arrivals.flatMap(({ attempt }) => packages.of(attempt)));
  return (await inPieces(fileConflictsInPieces(among), pause)).flatMap(({ one, other, paths }) => {
    const [first] = paths;
    if (first === undefined || one.source === other.source) return [];
    if (coming.has(one.binary)) return [{ coming: one.binary, other: other.binary, path: first.path }];
    return coming.has(other.binary) ? [{ coming: other.binary, other: one.binary, path: first.path }] : [];
  });
}

/** The paths that packages bring and what they replace did not, or not like that. */
async function addFreshKeys(fresh: Set<number>, owned: Iterable<OwnedFiles>, replaced: Iterable<OwnedFiles>, pause: () => Promise<void>): Promise<void> {
  const before = new Map<string, FileMark | undefined>();
  for (const { files, marks } of replaced) {
    await pause();
    files.forEach((path, place) => before.set(path, marks?.[place]));
  }
  for (const { files, marks } of owned) {
    await pause();
    files.forEach((path, place) => {
      const mark = marks?.[place];
      if (mark === undefined || !brings(mark)) return;
      const old = before.get(path);
      if (old === undefined || fileDifference(old, mark) !== null) fresh.add(pathKey(path));
    });
  }
}
