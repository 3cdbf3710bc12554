import { z } from 'zod';

import { PROBLEM_CODES } from '#shared/vocabulary/problem.ts';

/** What the keeper is told on its command line, as one JSON argument. */
export const keeperOrder = z.object({
  cache: z.string(),
  names: z.array(z.string()).optional(),
  count: z.number().int().optional(),
  user: z.enum(['root', 'builder']).optional(),
});
export type KeeperOrder = z.infer<typeof keeperOrder>;

/** What the keeper says once, when the fleet is up or cannot be. */
export const keeperMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('up') }),
  z.object({ kind: z.literal('failed'), problem: z.object({ code: z.enum(PROBLEM_CODES), message: z.string(), detail: z.string().optional() }) }),
]);
export type KeeperMessage = z.infer<typeof keeperMessage>;
