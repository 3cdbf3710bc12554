import { z } from 'zod';

import { MOST_LINES } from '../../logs/most-lines.ts';
import { query, stream } from '../procedure.ts';
import { attemptRow } from './attempt.ts';
import { attemptId, attemptState } from './words.ts';

const lineNumber = z.number().int().min(1);

/** A part of a log that folds as one (shared/logs/part-finder.ts). */
export const logPart = z.object({ name: z.string(), depth: z.union([z.literal(0), z.literal(1), z.literal(2)]), first: z.number(), last: z.number() });

/** What is known of a log now; again whenever it has grown. */
export const logState = z.object({
  lines: z.number(),
  /** Lines whose newline has come: these no longer change. */
  wholeLines: z.number(),
  bytes: z.number(),
  ended: attemptState.nullable(),
  /** There is no file for it: nothing was ever written, or somebody has taken it away. */
  missing: z.boolean(),
  /** Null where they are as they were told last. */
  parts: z.array(logPart).nullable(),
  attempt: attemptRow.nullable(),
});
export type LogState = z.infer<typeof logState>;

/** Lines `from …` as the builder wrote them, each at most 8,000 bytes; those that were cut are named. Fewer where the log ends. */
export const logLines = z.object({ from: z.number(), texts: z.array(z.string()), cut: z.array(z.number()), lines: z.number(), wholeLines: z.number() });
export type LogLines = z.infer<typeof logLines>;

export const logPattern = z.object({ text: z.string().min(1).max(1000), regex: z.boolean(), matchCase: z.boolean() });

/** What a search has found since it last said so. */
export const logHits = z.object({
  hits: z.array(z.object({ line: z.number(), text: z.string(), column: z.number(), length: z.number(), marks: z.array(z.object({ column: z.number(), length: z.number() })).readonly() })),
  /** Whole lines up to this one have been looked at. */
  line: z.number(),
  /** All hits so far, those beyond `limit` too. */
  total: z.number(),
  done: z.boolean(),
});
export type LogHits = z.infer<typeof logHits>;

/**
 * Steps from one log to another, in order; columns of one length. `kinds`: 0 the same, 1 only in the earlier, 2 only in
 * the later, 3 and 4 as these but found elsewhere near (another order), 5 and 6 as 1 and 2 where the logs are too
 * different to be told line from line.
 */
export const logSteps = z.object({ kinds: z.array(z.number()), counts: z.array(z.number()) });
export const logComparison = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), fraction: z.number() }),
  z.object({ kind: z.literal('done'), steps: logSteps, differences: z.number(), earlierLines: z.number(), laterLines: z.number() }),
]);
export type LogComparison = z.infer<typeof logComparison>;

/** An attempt whose log one may be compared with, and why it is offered. */
export const logRival = z.object({ attempt: attemptRow, why: z.enum(['last-good', 'earlier', 'later', 'same-signature']) });
export type LogRival = z.infer<typeof logRival>;

/** The procedures that look into logs. Whole logs never travel: a window asks for what is in sight. */
export const LOG_PROCEDURES = {
  'log.changes': stream(z.object({ attempt: attemptId }), logState),
  'log.lines': query(z.object({ attempt: attemptId, from: lineNumber, count: z.number().int().min(1).max(MOST_LINES) }), logLines),
  /** From the line after `after` to the end that the log has now. */
  'log.search': stream(z.object({ attempt: attemptId, pattern: logPattern, after: z.number().int().min(0), limit: z.number().int().min(1).max(10_000) }), logHits),
  'log.compare': stream(z.object({ earlier: attemptId, later: attemptId }), logComparison),
  'log.rivals': query(z.object({ attempt: attemptId }), z.array(logRival)),
};
