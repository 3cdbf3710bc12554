import { successors } from '#shared/graph/graph.ts';
import type { Plan } from '#shared/plan/types.ts';
import { USUAL_BUILD_GROUP } from '#shared/plan/usual-build-group.ts';
import { isHidden } from '#shared/plan/visible-base.ts';
import type { BuiltBinary } from '#shared/port/depth.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';

/** What a simulated buildroot is made from. */
export interface SimulatedGround {
  /** The build of the source that the buildroot can have; null: there is none, and what a foreign base has of it is not hidden. */
  landed(source: SourceName): AttemptId | null;
  /** A binary package that the attempt made. */
  madeBy(attempt: AttemptId): BuiltBinary | undefined;
}

/** The sources behind a build group: those of its binaries, and those of its name. Ascending. */
export function groupRows(plan: Plan, buildGroup: readonly string[]): readonly number[] {
  const names = new Set(buildGroup.length === 0 ? USUAL_BUILD_GROUP : buildGroup);
  const rows = new Set<number>();
  plan.sources.forEach(({ name }, row) => {
    if (names.has(name)) rows.add(row);
  });
  for (const { name, source } of plan.binaries) if (source >= 0 && names.has(name)) rows.add(source);
  return [...rows].sort((a, b) => a - b);
}

/**
 * What would be in the buildroot of a simulated build by the plan, one package for each source: its build group, its
 * BuildRequires and what these require at run time, as it has landed or as the foreign base has it. A simulated builder
 * installs nothing, so only the plan can say. Never empty: what needs nothing is built in the builder's own root.
 */
export function simulatedBuildroot(plan: Plan, row: number, group: readonly number[], ground: SimulatedGround): BuiltBinary[] {
  const rows = new Set([...group, ...(row < 0 ? [] : successors(plan.closure, row))]);
  const installed = [...rows].flatMap((each): BuiltBinary[] => {
    const source = plan.sources[each];
    if (source === undefined) return [];
    // Names were parsed when they were ingested.
    const landed = ground.landed(source.name as SourceName);
    const own = landed === null ? undefined : ground.madeBy(landed);
    const foreign: BuiltBinary = { nevra: `${source.name}-0-0.foreign.s390x`, digest: 'simulated' };
    // Of a build that left nothing on record no more is known than of what it hides.
    return [isHidden(source.name, () => landed !== null) ? (own ?? foreign) : foreign];
  });
  return installed.length > 0 ? installed : [{ nevra: 'simulated-root-0-0.foreign.s390x', digest: 'simulated' }];
}
