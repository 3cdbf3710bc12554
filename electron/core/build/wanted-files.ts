import type { PackageWithFiles } from '#shared/plan/file-conflicts.ts';
import { pathKey } from '#shared/plan/path-key.ts';
import type { FileMark } from '#shared/rpm/file-mark.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { PackageStore } from './package-store.ts';

/** Which files are looked for: those whose path's number is among `keys`, as far as `counts` lets them count. */
export interface WantedFiles {
  readonly keys: ReadonlySet<number>;
  readonly counts?: (mark: FileMark | undefined) => boolean;
}

/**
 * The packages of an attempt that have files that are looked for, with these alone: whole lists of a repository's files are millions of paths.
 * Packages whose files are not on record are passed over.
 */
export async function packagesWithWanted(packages: PackageStore, attempt: AttemptId, source: string, wanted: WantedFiles, pause: () => Promise<void>): Promise<readonly PackageWithFiles[]> {
  const { keys, counts = () => true } = wanted;
  const binaries = packages.of(attempt);
  const found: PackageWithFiles[] = [];
  let number = 0;
  for (const { files, marks } of packages.filesOf(attempt)) {
    await pause();
    const binary = binaries[number++];
    if (marks === null || binary === undefined) continue;
    const places = [...files.keys()].filter((place) => counts(marks[place]) && keys.has(pathKey(files[place] ?? '')));
    if (places.length > 0) found.push({ source, binary, files: places.map((place) => files[place] ?? ''), marks: places.flatMap((place) => marks[place] ?? []) });
  }
  return found;
}
