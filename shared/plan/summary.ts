import type { Components } from '#shared/graph/components.ts';
import { sayFault } from './say-fault.ts';
import type { Plan, PlanSummary } from './types.ts';

/** The figures of a plan, ready to be printed as JSON. */
export function summarisePlan(plan: Plan): PlanSummary {
  return {
    sources: plan.sources.length,
    binaries: plan.counts.binaries,
    buildRequires: plan.counts.buildRequires,
    unresolvable: plan.unresolvable.map(({ source, capability }) => ({ source: plan.sources[source]?.name ?? '', capability })),
    notInstallable: plan.notInstallable.map((fault) => ({ source: plan.sources[fault.source]?.name ?? '', why: sayFault(plan, fault), hidden: fault.hidden })),
    buildGroup: plan.groupFaults.map((fault) => sayFault(plan, fault)),
    undecided: plan.undecided.map((source) => plan.sources[source]?.name ?? ''),
    components: { direct: cycleSizes(plan.components.direct), closure: cycleSizes(plan.components.closure) },
    ranks: plan.ranks.reduce((most, rank) => Math.max(most, rank + 1), 0),
  };
}

/** Sizes of the components with more than one member, largest first. */
export function cycleSizes({ sizes }: Components): number[] {
  return [...sizes].filter((size) => size > 1).sort((a, b) => b - a);
}
