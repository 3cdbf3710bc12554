import { at } from '#shared/graph/graph.ts';
import type { BcondSetting } from '#shared/rpm/spec-text/condition.ts';
import { switchedBy, writtenAs } from '#shared/rpm/spec-text/match-requirement.ts';
import type { SpecText } from '#shared/rpm/spec-text/read-spec-text.ts';
import type { EdgeRule, Plan } from '../types.ts';

/**
 * The edges that a source does not need any more while bconds of its spec are set like this: those within a cycle to which
 * only BuildRequires lead that they switch off. Specs are evaluated without port fixes, so that the plan has them still.
 */
export function edgesWithout(plan: Plan, source: number, spec: SpecText, settings: readonly BcondSetting[]): readonly EdgeRule[] {
  const planned = plan.sources[source];
  if (planned === undefined) return [];
  const off = (dependency: string): boolean => switchedBy(writtenAs(spec, dependency)).some(({ name, enabled }) => settings.some((each) => each.name === name && each.enabled === enabled));
  const gone = planned.requirements.map(({ dependency }) => off(dependency));
  const rules: EdgeRule[] = [];
  for (let edge = at(plan.closure.offsets, source); edge < at(plan.closure.offsets, source + 1); edge++) {
    const provider = plan.sources[at(plan.closure.targets, edge)]?.name;
    if (provider !== undefined && gone[plan.soleRequirements[edge] ?? -1] === true) rules.push({ source: planned.name, provider, serve: 'none' });
  }
  return rules;
}
