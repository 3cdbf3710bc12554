import { z } from 'zod';

import { portFix } from './port-fix.ts';
import { attemptId, instant, packageState, sourceName } from './words.ts';

/** How the last try to build without a fix went; `never`: nobody tried since the fix is there. */
export const DEBT_TRIALS = ['never', 'waiting', 'running', 'succeeded', 'failed', 'undecided'] as const;

/** One port fix that must go again. */
export const debtRow = z.object({
  source: sourceName,
  fix: portFix,
  /** The change in words. */
  words: z.string(),
  state: packageState,
  /** Whole days since the day that the file gives; null where it gives none. */
  ageDays: z.number().nullable(),
  trial: z.object({ kind: z.enum(DEBT_TRIALS), attempt: attemptId.nullable(), at: instant.nullable() }),
  /** What the repository has of the package was built with it. */
  carried: z.boolean(),
  /** In-repo packages whose buildroots draw on this one's, directly or through others: how many, and the first of them by name. */
  onTop: z.object({ count: z.number(), names: z.array(sourceName) }),
  /** How many packages wait for it. */
  holdsUp: z.number(),
});
export type DebtRow = z.infer<typeof debtRow>;
