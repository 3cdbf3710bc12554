import { byText } from '../by-text.ts';
import { cycleSizes } from '../summary.ts';
import type { PassMode, Plan, Standing, Universe } from '../types.ts';
import { candidatesFor } from './candidates.ts';
import { versionFloors } from './floors.ts';
import { initialBase } from './initial-base.ts';
import { noarchSaving } from './noarch-saving.ts';
import { reachOfPass } from './pass-reach.ts';
import type { Candidate, FirstMorning, MissingCapability, MorningFindings, SelfLoop } from './types.ts';

/** What of the first morning's report needs the packages themselves. Takes about as long as indexing them; made beside the plan. */
export function morningFindings(universe: Universe, plan: Plan): MorningFindings {
  // What clashes or is kept out is there: nothing that could be found would help.
  const gaps = [...plan.unresolvable, ...plan.notInstallable].filter(({ reason }) => reason !== 'conflict' && reason !== 'filtered');
  const missing = [...new Set(gaps.map(({ capability }) => capability))];
  return { candidates: candidatesFor(universe, missing), floors: versionFloors(universe, plan), initialBase: initialBase(universe, plan) };
}

/**
 * What a team must know before the first build: what is missing and what would help, which versions the foreign base does
 * not reach, what needs itself, the cycles, what importing noarch saves, and the order that begins it.
 *
 * @param standings of each source before anything is built
 */
export function firstMorning(plan: Plan, findings: MorningFindings, mode: PassMode, standings: readonly Standing[]): FirstMorning {
  const reached = reachOfPass(plan, mode, standings);
  return {
    sources: plan.sources.length,
    bases: plan.bases,
    reach: reached.reach,
    missing: missingOf(plan, findings, reached.holdsUp),
    floors: findings.floors,
    selfLoops: plan.selfRequiring.map((source) => selfLoop(plan, source)),
    cycles: { direct: cycleSizes(plan.components.direct), closure: cycleSizes(plan.components.closure) },
    noarch: noarchSaving(plan),
    initialBase: findings.initialBase,
  };
}

function missingOf(plan: Plan, { candidates }: MorningFindings, holdsUp: (sources: readonly number[]) => number): MissingCapability[] {
  const byCapability = Map.groupBy([...plan.unresolvable, ...plan.notInstallable], ({ capability }) => capability);
  return [...byCapability]
    .map(([capability, faults]): MissingCapability => {
      const sources = [...new Set(faults.map(({ source }) => source))].sort((a, b) => a - b);
      return { capability, wantedBy: sources.map((source) => plan.sources[source]?.name ?? ''), holdsUp: holdsUp(sources), candidates: [...(faults[0]?.hidden ?? []).map((provider): Candidate => ({ kind: 'hidden', provider })), ...(candidates[capability] ?? [])] };
    })
    .sort((a, b) => b.holdsUp - a.holdsUp || b.wantedBy.length - a.wantedBy.length || byText(a.capability, b.capability));
}

function selfLoop(plan: Plan, source: number): SelfLoop {
  const { name = '', requirements = [] } = plan.sources[source] ?? {};
  const own = requirements.filter(({ providers }) => providers.some((binary) => plan.binaries[binary]?.source === source));
  return { source: name, dependencies: own.map(({ dependency }) => dependency), baseServes: own.every(({ fallback }) => fallback.length > 0) };
}
