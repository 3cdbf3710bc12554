import { z } from 'zod';

import { packageState, sourceName } from './words.ts';

/** A port at one moment, to send on (`shared/progress/report.ts`). */
export const portReport = z.object({
  name: z.string(),
  at: z.string(),
  pass: z.object({ number: z.number(), of: z.number() }),
  percent: z.number(),
  sentence: z.string(),
  simulated: z.boolean(),
  rows: z.array(z.object({ source: sourceName, evr: z.string(), state: packageState, provisional: z.boolean(), owner: z.string().nullable(), failureClass: z.string().nullable(), holdsUp: z.number(), why: z.string() })).readonly(),
});
