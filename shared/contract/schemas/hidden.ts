import { z } from 'zod';

const streams = z.array(z.string()).readonly();

/** A package that would serve, were it not for modular filtering, and the streams (`name:stream`) that hide it (`shared/rpm/modules/hiding.ts`). */
export const hiddenProvider = z.object({
  nevra: z.string(),
  repository: z.string(),
  hiding: z.discriminatedUnion('kind', [z.object({ kind: z.literal('inactive'), streams, instead: streams }), z.object({ kind: z.literal('shadowed'), streams })]),
});
/** None where an exclude or ignore keeps something out, and for every other reason. */
export const hiddenProviders = z.array(hiddenProvider).readonly();
