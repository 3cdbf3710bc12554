import { z } from 'zod';

import { sourceName } from './words.ts';

/** Index of a source in the snapshot of the plan that is named beside it. */
const row = z.number();

/** What would follow if some packages were in the repository. */
export const whatIfAnswer = z.object({
  planDigest: z.string(),
  /** Those of the question that are not in the repository yet. */
  given: z.array(row),
  /** Who would be ready at once; who else could be built after that, if everything that becomes ready builds. */
  ready: z.array(row),
  later: z.array(row),
  /** How many waited for them before, and how many of these still would. */
  waited: z.number(),
  left: z.number(),
  /** What would be in the way then, worst first. */
  next: z.array(z.object({ source: sourceName, why: z.enum(['failed', 'left-out', 'not-for-arch', 'broken-source', 'unresolvable', 'ready', 'cycle']), holds: z.number() })),
  /** All of it for a person. */
  sentence: z.string(),
});
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;

/** What is in the way, by what it would free if it were built; at most so many as are asked for. */
export const unblocksMostAnswer = z.object({
  planDigest: z.string(),
  rows: z.array(z.object({ row, source: sourceName, why: z.enum(['failed', 'unresolvable']), ready: z.number(), reached: z.number(), holds: z.number() })),
  /** How many packages are in the way, listed or not. */
  all: z.number(),
  /** All of it for a person. */
  sentence: z.string(),
});
export type UnblocksMostAnswer = z.infer<typeof unblocksMostAnswer>;

/** The longest chain of builds that are still to be made, first to be built first: one entry for each in every column. */
export const criticalPathAnswer = z.object({
  planDigest: z.string(),
  rows: z.array(row),
  names: z.array(sourceName),
  /** Expected; 1 for each where no build has ended yet. */
  seconds: z.array(z.number()),
  /** Whether it has been built before, so that its own time is known. */
  known: z.array(z.boolean()),
  /** Mean of the builds that are known; null while there is none. */
  mean: z.number().nullable(),
});
export type CriticalPathAnswer = z.infer<typeof criticalPathAnswer>;
