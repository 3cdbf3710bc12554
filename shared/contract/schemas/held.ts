import { z } from 'zod';

/** Why a build is not published, and what can be done. */
export const heldRow = z.object({
  /** The first of what would stop resolving. */
  breaks: z.array(z.object({ who: z.string(), dependency: z.string(), servedBy: z.string(), note: z.string().optional(), clash: z.string().optional() })),
  total: z.number(),
  /** The packages that it replaces could stay beside its own. */
  canKeepOld: z.boolean(),
});
export type HeldRow = z.infer<typeof heldRow>;
