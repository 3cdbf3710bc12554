import { z } from 'zod';

import { hiddenProviders } from './hidden.ts';
import { packageMention } from './package.ts';
import { packageState, sourceName } from './words.ts';

/** How the step before it needs one (`shared/plan/reason-path.ts`); null for the first. `at-run-time`: what the BuildRequires pull in. */
const by = z.object({ kind: z.enum(['build-requires', 'build-group', 'at-run-time', 'apart', 'within']), capability: z.string().nullable() }).nullable();

/** How many members of a cycle are named. */
export const CYCLE_NAMED = 50;

/**
 * A step on the way from a package to another one, or to the root of what holds it up:
 * - `package`: a source package of the port
 * - `binary`: a package that a buildroot would hold; `source` builds it and is in `state`, or `base` has it
 * - `missing`: a capability that cannot be had; `hidden` has it, but for modular filtering
 * - `conflict`: what keeps two packages apart, or what a rich Conflicts rules out
 * - `cycle`: packages that wait for each other; the first {@link CYCLE_NAMED} are named
 */
export const pathStep = z.discriminatedUnion('kind', [
  packageMention.extend({ kind: z.literal('package'), by }),
  z.object({ kind: z.literal('binary'), nevra: z.string(), source: sourceName.nullable(), state: packageState.nullable(), base: z.string().nullable(), by }),
  z.object({ kind: z.literal('missing'), reason: z.enum(['nothing-provides', 'version', 'filtered', 'other-architecture', 'no-source', 'conflict']), capability: z.string(), words: z.string(), hidden: hiddenProviders, by }),
  z.object({ kind: z.literal('conflict'), capability: z.string(), words: z.string(), by }),
  z.object({ kind: z.literal('cycle'), members: z.array(sourceName), size: z.number(), words: z.string(), by }),
]);
export type PathStep = z.infer<typeof pathStep>;

export const planPaths = z.object({
  /** The shortest ones, each from `from` to its end; of a conflict both sides, one after the other. */
  paths: z.array(z.array(pathStep)),
  /** There are so many more of the same kind, at least. */
  more: z.number(),
  /** What they are, or why there is none. Of what holds a package up: why it is in its state, in the words of its drawer. */
  why: z.string(),
});
export type PlanPaths = z.infer<typeof planPaths>;
