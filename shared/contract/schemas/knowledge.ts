import { z } from 'zod';

const bug = z.object({ id: z.string(), url: z.string() });

/** A tag by which another distribution keeps the package off the target. */
export const restriction = z.object({
  kind: z.enum(['ExcludeArch', 'ExclusiveArch']),
  arches: z.string(),
  condition: z.string().nullable(),
  comment: z.string(),
  bugs: z.array(bug),
});
export type RestrictionRow = z.infer<typeof restriction>;

/** What is known of one package on the target's architecture; empty lists and null where nothing is. */
export const packageKnowledge = z.object({
  restrictions: z.array(restriction),
  /** The list that the restrictions are from, for example `fedora-2020`. */
  origin: z.string().nullable(),
  noPort: z.object({ why: z.string(), wayOut: z.string(), source: z.string() }).nullable(),
  /** What cures the class of its failure most often, the likeliest first. */
  cures: z.array(z.string()),
  /** What explains the class of its failure. */
  facts: z.array(z.object({ text: z.string(), source: z.string() })),
});
export type PackageKnowledge = z.infer<typeof packageKnowledge>;
