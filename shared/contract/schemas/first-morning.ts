import { z } from 'zod';

import { hiddenProvider } from './hidden.ts';

/** What a team must know before the first build (`shared/plan/first-morning/types.ts` says what each part means). */
const candidate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('other-source'), nevra: z.string(), source: z.string() }),
  z.object({ kind: z.literal('other-architecture'), nevra: z.string() }),
  z.object({ kind: z.literal('other-version'), nevra: z.string(), offers: z.string() }),
  z.object({ kind: z.literal('unlisted'), source: z.string() }),
  z.object({ kind: z.literal('hidden'), provider: hiddenProvider }),
  z.object({ kind: z.literal('other-machine'), machine: z.string() }),
  z.object({ kind: z.literal('guess'), source: z.string() }),
]);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const names = z.array(z.string()).readonly();
const sizes = z.array(z.number()).readonly();
const change = z.tuple([z.number(), z.number()]).readonly();

export const firstMorningReport = z.object({
  sources: z.number(),
  bases: names,
  reach: z.object({
    mode: z.union([z.object({ kind: z.literal('rolling'), provider: z.enum(['wait', 'use-base']) }), z.object({ kind: z.literal('frozen') })]),
    portable: z.number(),
    reached: z.number(),
    unresolvable: z.number(),
    behindUnresolvable: z.number(),
    behindCycles: z.number(),
  }),
  missing: listOf(z.object({ capability: z.string(), wantedBy: names, holdsUp: z.number(), candidates: listOf(candidate) })),
  floors: listOf(z.object({ dependency: z.string(), wantedBy: names, offers: z.string(), base: z.string(), provider: z.string(), need: z.enum(['order', 'ladder', 'missing']) })),
  selfLoops: listOf(z.object({ source: z.string(), dependencies: names, baseServes: z.boolean() })),
  cycles: z.object({ direct: sizes, closure: sizes }),
  noarch: z.object({ sources: z.number(), largest: z.object({ direct: change, closure: change }), inCycles: change }),
  initialBase: z.object({
    asked: names,
    assumed: z.boolean(),
    missing: names,
    sources: z.number(),
    toolchain: listOf(z.object({ what: z.string(), sources: names })),
    order: listOf(z.object({ sources: names })),
  }),
});
export type FirstMorningReport = z.infer<typeof firstMorningReport>;
