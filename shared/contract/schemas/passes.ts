import { z } from 'zod';

/** What opening the following pass would do. */
export const passPreview = z.object({
  pass: z.number(),
  mode: z.enum(['rolling', 'frozen']),
  /** The repository generation that it begins with. */
  generation: z.number(),
  inherit: z.boolean(),
  toBuild: z.number(),
  /** Why it cannot be opened now; null when it can. */
  refusal: z.string().nullable(),
  /** What it does, one sentence each. */
  sentences: z.array(z.string()),
});
export type PassPreview = z.infer<typeof passPreview>;
