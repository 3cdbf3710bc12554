import { planPort } from '#shared/plan/plan-port.ts';
import type { PassMode, Plan, Universe } from '#shared/plan/types.ts';
import { sourceNameOf } from '#shared/rpm/nevra.ts';

import { ARCHITECTURES, cachedUniverse, distribution } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { seeded } from './measure.ts';
import { byChain, byName, byPriority, firstInFirstOut, lowerBound, simulate, type Pass } from './schedule.ts';

const BUILDERS = 10;
/** Minutes: half of the builds take less, and the logarithm's deviation makes a few take a day's work. */
const MEDIAN_MINUTES = 4;
const DEVIATION = 1.2;
/** How far a build's duration strays from that of the pass before, as a deviation of its logarithm. */
const STRAYING = 0.2;

/** How long a pass takes in Portolan's order, beside the orders of those that have no plan. */
export const makespan: Benchmark = {
  name: 'makespan',
  title: `a pass over the whole distribution on ${BUILDERS} builders`,
  run: async () => {
    const from = await distribution();
    const universe = await cachedUniverse(from);
    const plan = planPort(universe);
    const durations = logNormal(plan.sources.length, 11, MEDIAN_MINUTES / 60, DEVIATION);
    const known = logNormal(plan.sources.length, 12, 1, STRAYING).map((stray, source) => stray * (durations[source] ?? 0));
    const rows: Row[] = [];
    const notes: string[] = [];
    const measure = (what: string, planned: Plan, mode: PassMode, slots: number): void => {
      const pass: Pass = { plan: planned, mode, durations, builders: BUILDERS, slots };
      const ours = simulate(pass, byPriority(known));
      const { chain, share } = lowerBound(pass, ours.built);
      const peer = { what: chain > share ? 'the longest chain' : 'work ÷ slots', value: Math.max(chain, share) };
      const row = (order: string, hours: number, budgets: Row['budgets'] = []): Row => ({ what: `${what}, ${BUILDERS * slots} slots: ${order}`, value: hours, unit: 'h', peer, budgets });
      rows.push(
        row('Portolan, durations as in the pass before', ours.hours, [atMost(1.05, 'ratio')]),
        row('longest chain first, durations as in the pass before', simulate(pass, byChain(known)).hours),
        row('Portolan, durations unknown', simulate(pass, byPriority(durations.map(() => 1))).hours),
        row('first in, first out', simulate(pass, firstInFirstOut).hours),
        row('by name (mock --chain)', simulate(pass, byName).hours),
      );
      notes.push(`${what}, ${BUILDERS * slots} slots: ${ours.built.length} of ${planned.sources.length} can be built; longest chain ${chain.toFixed(1)} h, work ÷ slots ${share.toFixed(1)} h.`);
    };
    const partial = planPort({ ...universe, foreign: [{ name: 'base', architectures: ARCHITECTURES, binaries: partOf(universe, plan) }] });
    const whole = planPort({ ...universe, foreign: [{ name: 'base', architectures: ARCHITECTURES, binaries: universe.reference }] });
    for (const slots of [1, 4]) {
      measure('frozen', plan, { kind: 'frozen' }, slots);
      measure('rolling, use-base', partial, { kind: 'rolling', provider: 'use-base' }, slots);
      measure('rolling, wait', whole, { kind: 'rolling', provider: 'wait' }, slots);
    }
    return {
      data: `${from.described}; durations generated (log-normal, median ${MEDIAN_MINUTES} min, deviation ${DEVIATION})`,
      rows,
      skipped: [],
      notes: [
        ...notes,
        'use-base: the base has what lies in a cycle and every second source beside; wait: it has everything. Nothing fails, and what is built is in-repo at once.',
        'The real mock --chain builds one after the other and fails what is not ready: by name it is given ten builders and the blockers for nothing.',
      ],
    };
  },
};

/** Binaries of a base that cannot build everything at once: of sources in a cycle, and of every second one of the others. */
function partOf({ reference }: Universe, { sources, components: { closure } }: Plan): Universe['reference'] {
  const inBase = new Set(sources.flatMap(({ name }, source) => ((closure.sizes[closure.of[source] ?? 0] ?? 1) > 1 || source % 2 === 0 ? [name] : [])));
  return reference.filter(({ sourceRpm }) => inBase.has(sourceNameOf(sourceRpm) ?? ''));
}

/** Numbers whose logarithms are normal (Box and Muller's method). */
function logNormal(count: number, seed: number, medianValue: number, deviation: number): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: count }, () => medianValue * Math.exp(deviation * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())));
}
