import type { Attempt } from '#shared/port/attempt.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { Generation, PublishedRpm, Publication } from '../repository/types.ts';

/** What a repository lacks of what the ledger says was published. */
export interface RepositoryGap {
  /** To be published once more: their RPMs are still on this machine. */
  readonly missing: readonly Publication[];
  /** Their RPMs are nowhere any more, or are a simulation's and do not belong there. */
  readonly gone: readonly AttemptId[];
  /** RPM files of the repository that this port did not build. */
  readonly strangers: number;
}

/**
 * Compares a repository with the ledger. A host that is new, was reset or took another's place lacks what earlier
 * generations had.
 *
 * @param simulated the host is a simulation, where a simulation's RPMs belong
 * @param rpmsOf the files of an attempt; null where one of them is not on this machine any more
 */
export async function repositoryGap(ledger: Ledger, latest: Generation, simulated: boolean, rpmsOf: (attempt: AttemptId) => Promise<readonly PublishedRpm[] | null>): Promise<RepositoryGap> {
  const there = new Set(latest.entries.map(({ attempt }) => attempt));
  const missing: Publication[] = [];
  const gone: AttemptId[] = [];
  const belongs = (attempt: Attempt | undefined): boolean => attempt !== undefined && (simulated || !attempt.simulated);
  for (const [source, id] of ledger.published()) {
    if (!belongs(ledger.attempt(id))) gone.push(id);
    else if (!there.has(id)) {
      const rpms = await rpmsOf(id);
      if (rpms === null) gone.push(id);
      else missing.push({ attempt: id, source, rpms });
    }
  }
  for (const attempt of ledger.unpublished()) if (!belongs(attempt)) gone.push(attempt.id);
  return { missing, gone, strangers: latest.entries.filter(({ attempt }) => ledger.attempt(attempt) === undefined).length };
}
