import type { PlanSummary } from '#shared/contract/schemas/port.ts';

/** `portolan plan` for a person. */
export function describePlan(plan: PlanSummary): string {
  const lines = [
    `${plan.sources} source packages, ${plan.binaries} binary packages in the reference, ${plan.buildRequires} BuildRequires`,
    `${plan.ranks} ranks from the base outwards`,
    `cycles by direct BuildRequires: ${sizes(plan.components.direct)}`,
    `cycles with the run-time closure: ${sizes(plan.components.closure)}`,
  ];
  if (plan.unresolvable.length === 0) lines.push('every BuildRequires has a provider');
  else {
    lines.push(`${new Set(plan.unresolvable.map(({ source }) => source)).size} sources have a BuildRequires that nothing provides:`);
    for (const { source, capability } of plan.unresolvable) lines.push(`  ${source}: ${capability}`);
  }
  return `${lines.join('\n')}\n`;
}

function sizes(all: readonly number[]): string {
  if (all.length === 0) return 'none';
  const shown = all.slice(0, 5).join(', ');
  return `${all.length} (${shown}${all.length > 5 ? ', …' : ''} sources)`;
}
