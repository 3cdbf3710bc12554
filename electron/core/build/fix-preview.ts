import type { FixPreview } from '#shared/contract/schemas/port-fix.ts';
import { meetsNeed, needWords, type BuilderTraits } from '#shared/port/builder-need.ts';
import type { FixChange } from '#shared/port/fix.ts';
import { effectOf, type FixEffect } from '#shared/port/fix-effect.ts';
import { jobCommandLines } from '#shared/port/job-command.ts';
import { diffLines } from '#shared/port/line-diff.ts';
import { withProfile, type PassProfile } from '#shared/port/profile.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import type { PatchStore } from '../project/patch-store.ts';
import { USUAL_TIMEOUT } from './job-inputs.ts';

/** A package with what its project and fleet say at this moment. */
export interface PreviewedPackage {
  /** `lua.spec`; null where it comes from a source repository. */
  readonly spec: string | null;
  readonly source: string;
  /** Of the target, given to every build. */
  readonly macros: Readonly<Record<string, string>>;
  /** What the pass does to every build. */
  readonly profile: PassProfile | undefined;
  readonly builders: readonly BuilderTraits[];
}

/** How what a builder runs changes, were the package to have `after` in place of `before`. */
export async function previewFixes(of: PreviewedPackage, before: readonly FixChange[], after: readonly FixChange[], patches: PatchStore): Promise<FixPreview> {
  const next = effectOf(withProfile(of.profile, after));
  const warnings: string[] = [];
  if (next.need !== null && eligible(of, next).length === 0) {
    warnings.push(of.builders.length === 0 ? `There is no builder yet; it will wait for one: ${needWords(next.need)}.` : `No builder of the fleet is that: ${needWords(next.need)}. The package would wait until one is added.`);
  }
  for (const patch of next.patches) {
    await patches.fileOf(patch).catch((thrown: unknown) => warnings.push(problemOf(thrown).message));
  }
  return { lines: [...diffLines(linesOf(of, effectOf(withProfile(of.profile, before))), linesOf(of, next))], warnings };
}

function eligible({ builders }: PreviewedPackage, { need }: FixEffect): readonly string[] {
  return builders.filter((builder) => need === null || meetsNeed(need, builder)).map(({ name }) => name);
}

function linesOf(of: PreviewedPackage, effect: FixEffect): readonly string[] {
  return jobCommandLines({
    ...effect,
    spec: of.spec ?? `${of.source}.spec`,
    macros: [...Object.entries(of.macros), ...effect.macros],
    timeoutMinutes: effect.timeoutMinutes ?? USUAL_TIMEOUT,
    until: null,
    builders: eligible(of, effect),
  });
}
