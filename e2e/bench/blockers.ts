import { holdsUpAll } from '#shared/plan/priority.ts';
import { BlockerTracker } from '#shared/plan/blockers.ts';
import type { Plan } from '#shared/plan/types.ts';

import { atMost, type Benchmark, type Row } from './findings.ts';
import { percentile, timed } from './measure.ts';
import { syntheticGraph, syntheticPlan } from './synthetic-port.ts';

/** Edges of the closure for each source: 339,456 for 2,653 in the reference. */
const EDGES_PER_SOURCE = 128;

/** What one landing costs, and what follows from all of them. */
export const blockers: Benchmark = {
  name: 'blockers',
  title: 'from a change of state to who waits for whom',
  run: async () => {
    // Compiled before anything counts: a core that has run for a minute is.
    await land(syntheticPlan(syntheticGraph(1000, 50_000)));
    const small = await land(syntheticPlan(syntheticGraph(3000, 3000 * EDGES_PER_SOURCE)));
    const large = await land(syntheticPlan(syntheticGraph(30_000, 30_000 * EDGES_PER_SOURCE)));
    const row = (what: string, share: number, budgets: Row['budgets']): Row => ({
      what: `${what} of a landing, 30,000 sources`,
      value: percentile(large.each, share),
      unit: 'ms',
      peer: { what: 'the same with 3,000', value: percentile(small.each, share) },
      budgets,
    });
    return {
      data: `generated: 3,000 sources with ${small.edges} edges, 30,000 with ${large.edges}`,
      rows: [
        row('median', 0.5, [atMost(10)]),
        row('95th percentile', 0.95, [atMost(10)]),
        row('worst', 1, [atMost(10)]),
        { what: 'counting anew how many wait for each, a tenth in-repo', value: large.counting, unit: 'ms', peer: { what: 'the same with 3,000', value: small.counting }, budgets: [] },
        { what: 'a tracker for a new plan, 30,000', value: large.tracking, unit: 'ms', peer: { what: 'the same with 3,000', value: small.tracking }, budgets: [] },
      ],
      skipped: [],
      notes: [`Each landing is the quickest of ${REPEATS}.`, 'A landing costs as much as sources need that package directly, so a hub costs more in a larger port.', 'Counting is not part of a landing: the core does it once for each delta to the windows, and once more to rank the queue.'],
    };
  },
};

const REPEATS = 3;

interface Landings {
  /** Milliseconds of each landing. */
  readonly each: readonly number[];
  readonly tracking: number;
  readonly counting: number;
  readonly edges: number;
}

/** Lands every source in build order, several times over: of each landing the quickest counts, since what interrupts one is not its own. */
async function land(plan: Plan): Promise<Landings> {
  const order = [...plan.sources.keys()].sort((a, b) => (plan.ranks[a] ?? 0) - (plan.ranks[b] ?? 0));
  const each = order.map(() => Infinity);
  let tracking = Infinity;
  let counting = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const { value: tracker, seconds } = await timed(() => new BlockerTracker(plan, { kind: 'rolling', provider: 'wait' }));
    tracking = Math.min(tracking, seconds * 1000);
    for (const [place, source] of order.entries()) {
      const began = performance.now();
      tracker.setInRepo(source);
      each[place] = Math.min(each[place] ?? Infinity, performance.now() - began);
      if (place === Math.floor(order.length / 10)) counting = Math.min(counting, (await timed(() => holdsUpAll(tracker))).seconds * 1000);
    }
  }
  return { each, tracking, counting, edges: plan.closure.targets.length };
}
