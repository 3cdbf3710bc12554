import { z } from 'zod';

/** A module's stream as a target of its own (`shared/rpm/modules/module-set.ts`). */
export const streamRow = z.object({
  module: z.string(),
  stream: z.string(),
  version: z.string(),
  active: z.boolean(),
  dist: z.string().nullable(),
  macros: z.record(z.string(), z.string()),
  enabled: z.array(z.string()),
  order: z.array(z.array(z.string())),
  notForArch: z.array(z.string()),
});
export type StreamRow = z.infer<typeof streamRow>;
