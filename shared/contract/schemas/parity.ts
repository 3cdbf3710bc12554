import { z } from 'zod';

import { sourceName } from './words.ts';

const names = z.array(z.string());

/** What the reference has of a source that its build here lacks. */
export const sourceParity = z.object({
  source: sourceName,
  missingPackages: names,
  extraPackages: names,
  missingSonames: names,
  missingProvides: names,
  /** Those that a repository's primary metadata names: commands, and what is in /etc. */
  missingFiles: names,
});
export type SourceParityRow = z.infer<typeof sourceParity>;

const madePackage = z.object({ source: sourceName, nevra: z.string() });

/** Two packages of the repository that cannot be installed together because of files that both have. */
const fileConflictRow = z.object({
  one: madePackage,
  other: madePackage,
  /** The first of them, by path. */
  files: z.array(z.object({ path: z.string(), differs: z.enum(['kind', 'permissions', 'owner', 'content']) })),
  total: z.number(),
});

const unmetRow = z.object({ source: sourceName, who: z.string(), dependency: z.string() });

/** A source whose build in a pass is another in substance than the one in the pass before. */
const differingRow = z.object({ source: sourceName, differences: names, total: z.number() });

export const parityReport = z.object({
  /** Names the repository that it was made of: as long as `parity.stamp` says the same, it would come out the same. */
  stamp: z.string(),
  pass: z.number(),
  generation: z.number(),
  /** portolan.yaml names a reference. */
  hasReference: z.boolean(),
  /** Sources of the repository whose packages are on record; a simulation's are none. */
  known: z.number(),
  /** How many of them the reference has, and those that differ. */
  compared: z.number(),
  parity: z.array(sourceParity),
  /** What the repository requires and does not provide. */
  unmet: z.array(unmetRow),
  conflicts: z.array(fileConflictRow),
  /** Packages whose files are not on record with what is in them, so that they were not looked at for conflicts. */
  uncompared: z.number(),
  /** How many were built in this pass and the one before, and those that came out otherwise. */
  rebuilt: z.number(),
  differing: z.array(differingRow),
});
export type ParityReport = z.infer<typeof parityReport>;
