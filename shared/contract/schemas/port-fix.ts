import { z } from 'zod';

/** Names of macros and bconds as rpm takes them; values are data and are quoted where they are used. */
const macroName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/);

/** What one port fix changes in the build of one package. */
export const fixChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('macro'), name: macroName, value: z.string().max(4000) }),
  z.object({ kind: z.literal('bcond'), name: macroName, enabled: z.boolean() }),
  z.object({ kind: z.literal('nocheck') }),
  z.object({ kind: z.literal('environment'), name: macroName, value: z.string().max(4000) }),
]);
export type FixChange = z.infer<typeof fixChange>;

/** A change with why it is there; `debt` says that it must go again. */
export const portFix = z.object({
  change: fixChange,
  reason: z.string().max(2000),
  owner: z.string().max(200).optional(),
  since: z.string().max(40).optional(),
  debt: z.boolean(),
});
export type PortFix = z.infer<typeof portFix>;

/** A fix that the program offers for a failure, with what speaks for it. */
export const suggestedFix = z.object({ fix: portFix, title: z.string(), because: z.string() });
export type SuggestedFix = z.infer<typeof suggestedFix>;
