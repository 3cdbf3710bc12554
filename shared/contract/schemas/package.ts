import { z } from 'zod';

import { attemptRow, verdictRow } from './attempt.ts';
import { heldRow } from './held.ts';
import { packageKnowledge } from './knowledge.ts';
import { portFix, suggestedFix } from './port-fix.ts';
import { depthRow } from './depth.ts';
import { hiddenProviders } from './hidden.ts';
import { packageState, sourceName } from './words.ts';

/** A package as another one's detail mentions it. */
export const packageMention = z.object({ source: sourceName, state: packageState });
export type PackageMention = z.infer<typeof packageMention>;

/** One BuildRequires and what serves it. */
export const requirementRow = z.object({
  capability: z.string(),
  status: z.enum(['own', 'foreign', 'missing']),
  /** Null unless it is missing, and where the search for the buildroot was given up, so that it is not known why. */
  reason: z.enum(['nothing-provides', 'version', 'filtered', 'other-architecture', 'no-source', 'conflict', 'not-installable']).nullable(),
  /** The own source that provides it, and its state now. */
  provider: packageMention.nullable(),
  /** The binary (NEVRA or name) that was chosen; the foreign base's name where it is foreign. */
  binary: z.string().nullable(),
  base: z.string().nullable(),
  alternatives: z.array(z.string()),
  /** What has it, but for modular filtering; only where it is missing for that. */
  hidden: hiddenProviders.optional(),
});
export type RequirementRow = z.infer<typeof requirementRow>;

/** How its BuildRequires for the target differ from what else is known of it (`shared/rpm/target-differences.ts`). */
export const targetDifference = z.object({ than: z.string(), otherEvr: z.string().nullable(), added: z.array(z.string()), removed: z.array(z.string()) });

/** Everything that the drawer shows of one source package. */
export const packageDetail = z.object({
  source: sourceName,
  evr: z.string(),
  summary: z.string(),
  state: packageState,
  provisional: z.boolean(),
  /** One sentence: why it is in this state. The same in drawer, command line and report. */
  why: z.string(),
  /** From this package to the root of what holds it up; empty unless blocked. The most important first. */
  blockerPaths: z.array(z.array(packageMention)),
  /**
   * What of its buildroot cannot be had, each in a sentence, with the chain from the BuildRequires to it; `against` is the chain to
   * the other package of a conflict. Empty for a buildroot that can be had.
   */
  faults: z.array(z.object({ sentence: z.string(), path: z.array(z.string()), against: z.array(z.string()), hidden: hiddenProviders })),
  requirements: z.array(requirementRow),
  /** What must not be in its buildroot. */
  buildConflicts: z.array(z.string()).optional(),
  differences: z.array(targetDifference).optional(),
  binaries: z.array(z.string()),
  /** How far what is in the repository is from foreign packages; null while nothing of it is. */
  depth: depthRow.nullable().optional(),
  /** Why it is not published; null unless it is held. */
  held: heldRow.nullable().optional(),
  component: z.object({ id: z.number(), size: z.number() }).nullable(),
  rank: z.number(),
  /** Packages that need it directly, and the number that wait for it transitively. */
  neededBy: z.array(packageMention),
  holdsUp: z.number(),
  attempts: z.array(attemptRow),
  fixes: z.array(portFix),
  /** Scratch builds that wait for a slot, in words, the first asked for first. */
  scratchWaiting: z.array(z.string()).optional(),
  suggestions: z.array(suggestedFix),
  /** What a person made of its failure, and who looks after it. */
  verdict: verdictRow.nullable(),
  owner: z.string().nullable(),
  leftOut: z.object({ reason: z.string() }).nullable(),
  /** Null where nothing is known. */
  knowledge: packageKnowledge.nullable(),
  /** What a person can do now; the window disables the rest and says why. */
  can: z.object({ build: z.boolean(), rebuild: z.boolean(), cancel: z.boolean(), leaveOut: z.boolean(), bringBack: z.boolean() }),
});
export type PackageDetail = z.infer<typeof packageDetail>;
