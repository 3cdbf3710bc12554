import { z } from 'zod';

import { scratchPurpose } from './port-fix.ts';
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
  /** The port fixes that it was built with, in words; left out where that was not written down. */
  fixes: z.array(z.string()).optional(),
  /** What a scratch build was to find out; left out for every other. */
  purpose: scratchPurpose.optional(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

/** A failed package, as the Failures screen lists it. */
export const failureRow = z.object({
  source: sourceName,
  attempt: attemptRow,
  explanation: z.string(),
  holdsUp: z.number(),
  heldUp: z.array(sourceName),
  suggestions: z.number(),
});
export type FailureRow = z.infer<typeof failureRow>;
