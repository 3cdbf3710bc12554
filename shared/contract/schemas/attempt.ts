import { z } from 'zod';

import { scratchPurpose } from './port-fix.ts';
import { attemptId, attemptState, buildPhase, builderName, fault, instant, sourceName } from './words.ts';

/** The line that says why, with its place in the attempt's log; `contextFrom` is the number of the first line of `context`. */
export const causalLine = z.object({ line: z.number(), text: z.string(), context: z.array(z.string()), contextFrom: z.number() });

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
  /** The port fixes that it was built with, in words; left out where that was not written down. */
  fixes: z.array(z.string()).optional(),
  /** What a scratch build was to find out; left out for every other. */
  purpose: scratchPurpose.optional(),
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
