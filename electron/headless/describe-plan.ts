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
  if (plan.notInstallable.length > 0) {
    lines.push(`${new Set(plan.notInstallable.map(({ source }) => source)).size} sources need what cannot be installed for another reason:`);
    for (const { source, why } of plan.notInstallable) lines.push(`  ${source}: ${why}`);
  }
  for (const why of plan.buildGroup) lines.push(`no buildroot can be had without the build group: ${why}`);
  if (plan.undecided.length > 0) lines.push(`not known, since the search for a buildroot was given up: ${plan.undecided.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function sizes(all: readonly number[]): string {
  if (all.length === 0) return 'none';
  const shown = all.slice(0, 5).join(', ');
  return `${all.length} (${shown}${all.length > 5 ? ', …' : ''} sources)`;
}
