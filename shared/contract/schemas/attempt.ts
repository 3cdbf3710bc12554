import { z } from 'zod';

import { attemptId, attemptState, buildPhase, builderName, fault, instant, sourceName } from './words.ts';

/** The line that says why, with its place in the attempt's log. */
export const causalLine = z.object({ line: z.number(), text: z.string(), context: z.array(z.string()) });

export const attemptRow = z.object({
  id: attemptId,
  source: sourceName,
  /** Counts up from 1 for each source. */
  number: z.number(),
  pass: z.number(),
  scratch: z.boolean(),
  builder: builderName.nullable(),
  state: attemptState,
  phase: buildPhase.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** The repository generation that its buildroot was made from. */
  generation: z.number(),
  /** Only when it failed: triage's class (`architecture-flags`, `unknown`, …), whose fault, and the causal line. */
  failureClass: z.string().nullable(),
  fault: fault.nullable(),
  causal: causalLine.nullable(),
  logBytes: z.number(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

/** What a person made of a failure. */
export const verdictRow = z.object({
  failureClass: z.string(),
  note: z.string(),
  at: instant,
  /** It speaks of the failure that stands now, not of an earlier one. */
  stands: z.boolean(),
});
export type VerdictRow = z.infer<typeof verdictRow>;

/** A failed package, as the Failures screen lists it. */
export const failureRow = z.object({
  source: sourceName,
  evr: z.string(),
  /** Failures of one kind share theirs. */
  signature: z.string(),
  /** When it first failed this way in this pass. */
  firstSeen: instant,
  verdict: verdictRow.nullable(),
  owner: z.string().nullable(),
  attempt: attemptRow,
  explanation: z.string(),
  holdsUp: z.number(),
  heldUp: z.array(sourceName),
  suggestions: z.number(),
});
export type FailureRow = z.infer<typeof failureRow>;
