import { z } from 'zod';

import { packageMention } from './package.ts';

/** A package on the way from one that needs to one that is needed. */
export const pathStep = packageMention.extend({
  /** How the package before it needs it; null for the first. `at-run-time`: what the BuildRequires pull in. */
  by: z.object({ kind: z.enum(['build-requires', 'at-run-time']), capability: z.string().nullable() }).nullable(),
});
export type PathStep = z.infer<typeof pathStep>;

export const planPaths = z.object({
  /** The shortest ones, each from `from` to its end. */
  paths: z.array(z.array(pathStep)),
  /** There are so many more of the same kind, at least. */
  more: z.number(),
  /** One sentence: what they are, or why there is none. */
  why: z.string(),
});
export type PlanPaths = z.infer<typeof planPaths>;
