import { fileConflictsInPieces, type PackageWithFiles } from '#shared/plan/file-conflicts.ts';
import { PathKeys, pathKey } from '#shared/plan/path-key.ts';
import type { FileDifference } from '#shared/rpm/file-mark.ts';
import { formatNevra } from '#shared/rpm/nevra.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';

import type { PackageStore } from '../build/package-store.ts';
import { packagesWithWanted } from '../build/wanted-files.ts';
import { inPieces } from '../tasks/pauses.ts';

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

/** Who lets others go on in between, and wants to know how far it is. */
interface Watched {
  readonly pause: () => Promise<void>;
  readonly tell: (done: number, total: number) => void;
}

/** After so many sources it is said how far it is. */
const TOLD = 50;

/**
 * Which packages of the repository cannot be installed together because of their files. Every list is read twice: once for
 * numbers that tell which paths come more than once, then for those paths alone, so that millions of them are never held.
 */
export async function repositoryConflicts(packages: PackageStore, own: readonly Built[], { pause, tell }: Watched): Promise<Found> {
  const keys = new PathKeys();
  let uncompared = 0;
  const attempts = own.flatMap((each) => each.attempts.map((attempt) => ({ attempt, source: each.source })));
  for (const [done, { attempt }] of attempts.entries()) {
    if (done % TOLD === 0) tell(done, 2 * attempts.length);
    for (const { files, marks } of packages.filesOf(attempt)) {
      await pause();
      if (marks === null) uncompared += 1;
      else files.forEach((path, place) => (marks[place]?.ghost === false ? keys.add(pathKey(path)) : undefined));
    }
  }
  const shared = await inPieces(keys.repeatedInPieces(), pause);
  const among: PackageWithFiles[] = [];
  for (const [done, { attempt, source }] of attempts.entries()) {
    if (done % TOLD === 0) tell(attempts.length + done, 2 * attempts.length);
    among.push(...(await packagesWithWanted(packages, attempt, source, { keys: shared }, pause)));
  }
  const named = ({ source, binary }: PackageWithFiles): { source: string; nevra: string } => ({ source, nevra: formatNevra(binary) });
  return { conflicts: (await inPieces(fileConflictsInPieces(among), pause)).map(({ one, other, paths }) => ({ one: named(one), other: named(other), paths })), uncompared };
}
