import { z } from 'zod';

import { FAILURE_CLASSES } from '../../triage/classes.ts';
import { attemptRow, failureRow } from './attempt.ts';
import { builderName, fault, instant, sourceName } from './words.ts';

/** Failures of one kind. */
export const failureCluster = z.object({
  /** Names the cluster for as long as failures of this kind exist. */
  signature: z.string(),
  failureClass: z.enum(FAILURE_CLASSES),
  fault,
  title: z.string(),
  explanation: z.string(),
  /** What cures this class most often, the likeliest first. */
  whatToTry: z.array(z.string()),
  /** Those that hold up most first. */
  failures: z.array(failureRow),
  /** How many packages wait for at least one of them. */
  holdsUp: z.number(),
  /** When the first package failed this way, and when one did last. */
  firstSeen: instant,
  lastSeen: instant,
  builders: z.array(z.object({ builder: builderName, failures: z.number() })),
});
export type FailureCluster = z.infer<typeof failureCluster>;

/** What changed in the buildroot of a failed attempt since the package was built the last time. */
export const suspicion = z.object({
  /** Null when it never built: then there is nothing to compare with. */
  good: attemptRow.nullable(),
  /** What changed about the package or its builder, a sentence each. */
  own: z.array(z.string()),
  suspects: z.array(
    z.object({
      source: sourceName,
      /** Edges over BuildRequires; null for what only run-time needs pull in. */
      distance: z.number().nullable(),
      /** `name-version-release` of its builds in the two buildroots; null where it was not there. */
      before: z.string().nullable(),
      now: z.string().nullable(),
      /** When the newer one landed. */
      landedAt: instant.nullable(),
    }),
  ),
  /** How many there are in all; `suspects` names the nearest. */
  total: z.number(),
});
export type SuspicionReport = z.infer<typeof suspicion>;
