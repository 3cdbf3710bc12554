import { z } from 'zod';

import type { FixChange, PortFix } from '../../port/fix.ts';

export type { FixChange, PortFix };

/** Names of macros and bconds as rpm takes them; values are data and are quoted where they are used. */
const macroName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'a name has letters, digits and _');
const oneLine = z.string().max(4000).regex(/^[^\0\r\n]*$/, 'a value stands on one line');
const word = z.string().min(1).max(64);

/** A path beside portolan.yaml that no shell, macro or `..` can make anything else of. */
export const patchFile = z
  .string()
  .max(300)
  .regex(/^(?:[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}\/){0,6}[A-Za-z0-9_][A-Za-z0-9._+-]{0,94}\.(?:patch|diff)$/, 'the path of a .patch or .diff beside portolan.yaml, of letters, digits and . _ + -');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest in lower-case hex');
export const stripLevel = z.number().int().min(0).max(9);

const builderNeed = z
  .strictObject({
    kind: z.literal('builder'),
    names: z.array(word).min(1).max(100).readonly().optional(),
    pool: word.optional(),
    machine: z.string().regex(/^\d{4}$/, 'a machine type has four digits, as in /proc/sysinfo').optional(),
    cores: z.number().int().min(1).max(1024).optional(),
    memory: z.number().min(0.1).max(65_536).optional(),
    disk: z.number().min(0.1).max(1_000_000).optional(),
  })
  .refine((need) => Object.keys(need).length > 1, 'say at least one thing that the builder must be');

/** What one port fix changes in the build of one package. */
export const fixChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('macro'), name: macroName, value: oneLine }),
  z.strictObject({ kind: z.literal('bcond'), name: macroName, enabled: z.boolean() }),
  z.strictObject({ kind: z.literal('nocheck') }),
  z.strictObject({ kind: z.literal('environment'), name: macroName, value: oneLine }),
  z.strictObject({ kind: z.literal('patch'), file: patchFile, sha256, strip: stripLevel.default(1) }),
  z.strictObject({ kind: z.literal('timeout'), minutes: z.number().int().min(1).max(28 * 24 * 60) }),
  builderNeed,
]) satisfies z.ZodType<FixChange>;

/** A change with why it is there; `debt` says that it must go again. */
export const portFix = z.object({
  change: fixChange,
  reason: z.string().max(2000),
  owner: z.string().max(200).optional(),
  since: z.string().max(40).optional(),
  debt: z.boolean(),
}) satisfies z.ZodType<PortFix>;

export const portFixes = z.array(portFix).max(200);

/** A fix that the program offers for a failure, with what speaks for it. */
export const suggestedFix = z.object({ fix: portFix, title: z.string(), because: z.string() });
export type SuggestedFix = z.infer<typeof suggestedFix>;

/** One line of the difference that fixes make to what a builder runs. */
export const fixPreview = z.object({
  lines: z.array(z.object({ sign: z.enum([' ', '-', '+']), text: z.string() })),
  /** What a person should know before it is applied: no builder that fits, a patch that is not the pinned one. */
  warnings: z.array(z.string()),
});
export type FixPreview = z.infer<typeof fixPreview>;

/** What was found in a patch that a person gave, which is kept until a fix takes it. */
export const addedPatch = z.object({
  change: z.object({ kind: z.literal('patch'), file: patchFile, sha256, strip: stripLevel }),
  files: z.array(z.string()),
  hunks: z.number(),
  added: z.number(),
  removed: z.number(),
});
export type AddedPatch = z.infer<typeof addedPatch>;

/** What a scratch build is to find out, as windows show it. */
export const scratchPurpose = z.object({ words: z.string(), without: fixChange.nullable(), until: z.enum(['prep']).nullable() });
