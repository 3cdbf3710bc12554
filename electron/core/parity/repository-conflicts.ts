import { fileConflicts, type PackageWithFiles } from '#shared/plan/file-conflicts.ts';
import { PathKeys, pathKey } from '#shared/plan/path-key.ts';
import type { FileDifference } from '#shared/rpm/file-mark.ts';
import { formatNevra } from '#shared/rpm/nevra.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';

import type { PackageStore } from '../build/package-store.ts';

interface Built {
  readonly source: SourceName;
  readonly attempts: readonly AttemptId[];
}

interface Found {
  readonly conflicts: readonly {
    readonly one: { readonly source: string; readonly nevra: string };
    readonly other: { readonly source: string; readonly nevra: string };
    readonly paths: readonly { readonly path: string; readonly differs: FileDifference }[];
  }[];
  /** Packages that could not be looked at. */
  readonly uncompared: number;
}

/**
 * Which packages of the repository cannot be installed together because of their files. Every list is read twice: once for
 * numbers that tell which paths come more than once, then for those paths alone, so that millions of them are never held.
 */
export async function repositoryConflicts(packages: PackageStore, own: readonly Built[], pause: () => Promise<void>): Promise<Found> {
  const keys = new PathKeys();
  let uncompared = 0;
  const attempts = own.flatMap((each) => each.attempts.map((attempt) => ({ attempt, source: each.source })));
  for (const { attempt } of attempts) {
    await pause();
    for (const { files, marks } of packages.filesOf(attempt)) {
      if (marks === null) uncompared += 1;
      else files.forEach((path, place) => (marks[place]?.ghost === false ? keys.add(pathKey(path)) : undefined));
    }
  }
  const shared = keys.repeated();
  const among: PackageWithFiles[] = [];
  for (const { attempt, source } of attempts) {
    await pause();
    const binaries = packages.of(attempt);
    packages.filesOf(attempt).forEach(({ files, marks }, number) => {
      const binary = binaries[number];
      if (marks === null || binary === undefined) return;
      const places = [...files.keys()].filter((place) => shared.has(pathKey(files[place] ?? '')));
      if (places.length > 0) among.push({ source, binary, files: places.map((place) => files[place] ?? ''), marks: places.flatMap((place) => marks[place] ?? []) });
    });
  }
  const named = ({ source, binary }: PackageWithFiles): { source: string; nevra: string } => ({ source, nevra: formatNevra(binary) });
  return { conflicts: fileConflicts(among).map(({ one, other, paths }) => ({ one: named(one), other: named(other), paths })), uncompared };
}
