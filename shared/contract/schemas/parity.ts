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

export const parityReport = z.object({
  /** Sources of the repository whose packages are on record; a simulation's are none. */
  known: z.number(),
  /** How many of them the reference has, and those that differ. */
  compared: z.number(),
  parity: z.array(sourceParity),
  /** What the repository requires and does not provide. */
  unmet: z.array(z.object({ who: z.string(), dependency: z.string() })),
  /** How many were built in this pass and the one before, and those that came out otherwise. */
  rebuilt: z.number(),
  differing: z.array(z.object({ source: sourceName, differences: names, total: z.number() })),
});
export type ParityReport = z.infer<typeof parityReport>;
