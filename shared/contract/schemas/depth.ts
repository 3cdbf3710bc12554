import { z } from 'zod';

import { attemptId, sourceName } from './words.ts';

/** One step of the way to the shallowest ancestor. */
export const depthStep = z.object({
  depth: z.number(),
  /** What the step before drew on; null for the build itself, and where nothing was recorded. */
  nevra: z.string().nullable(),
  /** The build (or import) of this port that it is, or that made it; null: it is foreign, or not recorded. */
  build: z.object({ attempt: attemptId, source: sourceName, number: z.number(), pass: z.number() }).nullable(),
});
export type DepthStepRow = z.infer<typeof depthStep>;

/** How deep what the repository has of a source is. */
export const depthRow = z.object({
  source: sourceName,
  depth: z.number(),
  pristine: z.boolean(),
  /** From the build itself on; the last step has depth 0. */
  path: z.array(depthStep),
});
export type DepthRow = z.infer<typeof depthRow>;

export const depthReport = z.object({
  /** How many sources of the repository have each depth, from 0 on. */
  counts: z.array(z.number()),
  rows: z.array(depthRow),
});
export type DepthReport = z.infer<typeof depthReport>;
