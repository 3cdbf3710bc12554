import { indexUniverse, type IndexedUniverse } from '#shared/plan/indexed-universe.ts';
import { planPort } from '#shared/plan/plan-port.ts';
import { SourceBuildroots } from '#shared/plan/source-buildroots.ts';
import type { Plan } from '#shared/plan/types.ts';

import { cachedUniverse, distribution, WITH_MULTILIB } from './distribution.ts';
import { timed, times } from './measure.ts';

/**
 * Finds the buildroot of every source, first for the first time in this process and then again, and plans; prints the seconds of each. With
 * `plan` as its argument it plans first of all instead, and prints who cannot be built with every capability at fault, too, with and
 * without multilib.
 */
const universe = await cachedUniverse(await distribution());
const LATER = 3;

function findAll(indexed: IndexedUniverse): void {
  const search = new SourceBuildroots(indexed);
  for (let source = 0; source < indexed.listed.sources.length; source++) search.find(source);
}

function verdicts(plan: Plan): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { source, capability } of [...plan.unresolvable, ...plan.notInstallable]) (found[plan.sources[source]?.name ?? ''] ??= []).push(capability);
  return found;
}

async function solves(): Promise<object> {
  const index = await timed(() => indexUniverse(universe));
  const first = await timed(() => findAll(index.value));
  const later = await times(LATER, () => findAll(index.value));
  return { index: index.seconds, first: first.seconds, later };
}

async function plans(): Promise<object> {
  const first = await timed(() => planPort(universe));
  const later = await times(LATER, () => planPort(universe));
  const multilib = planPort({ ...universe, architectures: WITH_MULTILIB });
  return { sources: universe.sources.length, first: first.seconds, later, verdicts: verdicts(first.value), multilib: verdicts(multilib) };
}

process.stdout.write(JSON.stringify(process.argv[2] === 'plan' ? await plans() : await solves()));
