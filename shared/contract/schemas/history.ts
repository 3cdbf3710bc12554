import { z } from 'zod';

import { instant } from './words.ts';

/**
 * A piece of what has happened to the port: every change of a package's state, in order, one entry in each column. Pieces
 * follow each other; together they lead from `begin` of the first to how the port stands now.
 */
export const historyPiece = z.object({
  /** Sources are numbered as in the snapshot of this plan. */
  planDigest: z.string(),
  /** With the first piece, and whenever the history must be read anew: how each package looked before the first event. Else null. */
  begin: z.array(z.number()).nullable(),
  /** When the first of these changes happened. */
  since: instant,
  /** Milliseconds from the change before it (of the first: from `since`). */
  gaps: z.array(z.number()),
  /** Index of the source. */
  rows: z.array(z.number()),
  /** What it looked like from then on: twice the index into PACKAGE_STATES, and 1 more where what is in the repository carries debt, or what failed has a verdict. */
  looks: z.array(z.number()),
  /** When each pass began that is under way or was; the whole list each time. */
  passes: z.array(z.object({ pass: z.number(), at: instant })),
  /** All that has happened so far is told with this piece. */
  whole: z.boolean(),
});
export type HistoryPiece = z.infer<typeof historyPiece>;
