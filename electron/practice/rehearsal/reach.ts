import { reverse, type Graph } from '#shared/graph/graph.ts';
import { reachable } from '#shared/graph/reach.ts';
import { BlockerTracker } from '#shared/plan/blockers.ts';
import { holdsUpAll, waitingGraph } from '#shared/plan/priority.ts';
import type { PassMode, Plan } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import { randomFor } from '../simulator/random.ts';

/** What would become of a port if everything were asked for at once, without a clock. */
export class Reach {
  readonly plan: Plan;
  readonly #mode: PassMode;
  readonly #facts: readonly SourceFacts[];
  readonly #seed: string;
  readonly #leftOut = new Set<number>();

  constructor(plan: Plan, mode: PassMode, facts: readonly SourceFacts[], seed: string) {
    this.plan = plan;
    this.#mode = mode;
    this.#facts = facts;
    this.#seed = seed;
  }

  leaveOut(row: number): void {
    this.#leftOut.add(row);
  }

  isLeftOut(row: number): boolean {
    return this.#leftOut.has(row);
  }

  /** At the beginning: only what can never be built stands otherwise than pending. */
  tracker(): BlockerTracker {
    return new BlockerTracker(
      this.plan,
      this.#mode,
      this.plan.sources.map((_, row) => {
        const facts = this.#facts[row];
        if (facts?.notForArch === true) return 'not-for-arch';
        if (this.#leftOut.has(row)) return 'left-out';
        return facts?.broken == null ? 'pending' : 'broken-source';
      }),
    );
  }

  /** The rows that get their turn, each after all that it waits for: those that build, and those of `failing`, which end there. */
  order(failing: ReadonlySet<number>): number[] {
    const tracker = this.tracker();
    const order: number[] = [];
    const isReady = (row: number): boolean => tracker.standingOf(row) === 'pending' && tracker.readinessOf(row) === 'ready';
    let round = [...this.plan.sources.keys()].filter(isReady);
    while (round.length > 0) {
      const sorted = this.#shuffled(round);
      order.push(...sorted);
      const next = new Set<number>();
      for (const row of sorted) {
        if (failing.has(row)) continue;
        for (const freed of tracker.setInRepo(row)) if (isReady(freed)) next.add(freed);
      }
      round = [...next].filter(isReady);
    }
    return order;
  }

  /** Who waits for each row at the beginning, over others too: how many, and which. */
  waiters(): { readonly counts: Float64Array; of(row: number): Uint8Array } {
    const tracker = this.tracker();
    const waiting: Graph = reverse(waitingGraph(tracker));
    return { counts: holdsUpAll(tracker), of: (row) => reachable(waiting, [row]) };
  }

  /** Everything that has to be built before any of these can be, and they themselves. */
  needsOf(rows: Iterable<number>): Uint8Array {
    return reachable(waitingGraph(this.tracker()), rows);
  }

  #shuffled(rows: readonly number[]): number[] {
    const keys = new Map(rows.map((row) => [row, randomFor(this.#seed, 'order', this.plan.sources[row]?.name ?? '')()]));
    return [...rows].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || a - b);
  }
}
