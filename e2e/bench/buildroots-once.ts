import { catalogue } from '#shared/plan/catalogue.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import { indexProviders } from '#shared/plan/provider-index.ts';
import type { Plan } from '#shared/plan/types.ts';

import { cachedUniverse, distribution, WITH_MULTILIB } from './distribution.ts';
import { timed, times } from './measure.ts';

/** Plans the distribution with and without multilib; prints the seconds, and who cannot be built with every capability at fault. */
const universe = await cachedUniverse(await distribution());
const first = await timed(() => planPort(universe));
const later = await times(3, () => planPort(universe));
const index = await times(3, () => {
  const { sources, packages } = catalogue(universe);
  return indexProviders(packages, [...sources.map(({ buildRequires }) => buildRequires), ...packages.map(({ requires }) => requires)].flat());
});

function verdicts(plan: Plan): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { source, capability } of [...plan.unresolvable, ...plan.notInstallable]) (found[plan.sources[source]?.name ?? ''] ??= []).push(capability);
  return found;
}

const multilib = planPort({ ...universe, architectures: WITH_MULTILIB });
process.stdout.write(JSON.stringify({ sources: universe.sources.length, first: first.seconds, later, index, verdicts: verdicts(first.value), multilib: verdicts(multilib) }));
