import { z } from 'zod';

import { FAILURE_CLASSES } from '../../triage/classes.ts';
import { fixChange, portFix } from './port-fix.ts';
import { reason, sourceName } from './words.ts';

export const ownerName = z.string().trim().min(1).max(64);

/** What can be done to many packages at once; each has its way back among the others. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rebuild') }),
  /** Not on the builder where it failed last. */
  z.object({ kind: z.literal('rebuild-elsewhere') }),
  /** Out of the queue, and what is being built of them is ended. */
  z.object({ kind: z.literal('cancel') }),
  /** Puts the fix on and builds again. */
  z.object({ kind: z.literal('apply-fix'), fix: portFix }),
  z.object({ kind: z.literal('remove-fix'), change: fixChange }),
  z.object({ kind: z.literal('leave-out'), reason }),
  z.object({ kind: z.literal('bring-back') }),
  /** A person's judgement of the failure that stands now; `owner` is set with it where it is given. */
  z.object({ kind: z.literal('give-verdict'), failureClass: z.enum(FAILURE_CLASSES), note: z.string().trim().max(2000), owner: ownerName.optional() }),
  z.object({ kind: z.literal('withdraw-verdict') }),
  z.object({ kind: z.literal('set-owner'), owner: ownerName.nullable() }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

export const bulkWish = z.object({ sources: z.array(sourceName).min(1).max(10_000), action: bulkAction });
export type BulkWish = z.infer<typeof bulkWish>;

/** What a wish would do, or did: a sentence for each package, and why some are passed over. */
export const bulkOutcome = z.object({
  does: z.array(z.object({ source: sourceName, what: z.string() })),
  skips: z.array(z.object({ source: sourceName, why: z.string() })),
});
export type BulkOutcome = z.infer<typeof bulkOutcome>;

export const bulkDone = bulkOutcome.extend({
  /** The wishes that lead back, in order; empty where there is no way back. */
  undo: z.array(bulkWish),
});
export type BulkDone = z.infer<typeof bulkDone>;
