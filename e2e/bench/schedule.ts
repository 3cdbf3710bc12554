import { stronglyConnected } from '#shared/graph/components.ts';
import { criticalPath } from '#shared/graph/critical-path.ts';
import { BlockerTracker } from '#shared/plan/blockers.ts';
import { rankReady, waitingGraph } from '#shared/plan/priority.ts';
import type { PassMode, Plan } from '#shared/plan/types.ts';
import { assign, openSlots } from '#shared/port/dispatch.ts';
import { JumpingClock } from '#shared/port/jumping-clock.ts';
import { SlotBook } from '#shared/port/slot-book.ts';
import { parseBuilderName, type BuilderName } from '#shared/vocabulary/ids.ts';

/** A pass to be scheduled; durations in hours, by source. */
export interface Pass {
  readonly plan: Plan;
  readonly mode: PassMode;
  readonly durations: Float64Array;
  readonly builders: number;
  readonly slots: number;
}

/** Puts what waits (in the order in which it became ready) into the order in which it shall be handed out. */
export type Order = (waiting: readonly number[], tracker: BlockerTracker) => readonly number[];

export const firstInFirstOut: Order = (waiting) => waiting;
/** Sources are numbered by name. */
export const byName: Order = (waiting) => [...waiting].sort((a, b) => a - b);
/** Portolan's own, by what is expected of each source. */
export const byPriority = (expected: Float64Array): Order => (waiting, tracker) => {
  const place = new Map(rankReady(tracker, expected).map(({ source }, index) => [source, index]));
  return [...waiting].sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity));
};
/** The longest chain of builds first, however many wait for it: the textbook's order, a peer that knows as much as ours. */
export const byChain = (expected: Float64Array): Order => (waiting, tracker) => {
  const tails = new Map(rankReady(tracker, expected).map(({ source, tail }) => [source, tail]));
  return [...waiting].sort((a, b) => (tails.get(b) ?? 0) - (tails.get(a) ?? 0) || a - b);
};

export interface Schedule {
  readonly hours: number;
  readonly built: readonly number[];
}

/** Runs the pass on a clock that jumps from end to end: nothing fails, and what is built is in-repo at once. */
export function simulate(pass: Pass, order: Order): Schedule {
  const { plan, durations, builders, slots } = pass;
  const tracker = trackerOf(pass);
  const clock = new JumpingClock();
  const book = new SlotBook(Array.from({ length: builders }, (_, number) => ({ builder: builderNamed(`b${number}`), slots })));
  let waiting: readonly number[] = order([...plan.sources.keys()].filter((source) => tracker.readinessOf(source) === 'ready'), tracker);
  const started = new Set<number>();
  const built: number[] = [];
  const look = (): void => {
    const offers = book.offers();
    const head = waiting.slice(0, openSlots(offers, book.rooms())).map((source) => ({ source, notBefore: 0, avoid: NOBODY }));
    for (const { source, builder } of assign(head, offers, clock.now)) {
      started.add(source);
      book.take(builder);
      clock.at(clock.now + (durations[source] ?? 0), () => {
        built.push(source);
        book.giveBack(builder);
        const fresh = tracker.setInRepo(source).filter((each) => !started.has(each) && tracker.readinessOf(each) === 'ready');
        if (fresh.length > 0) waiting = order([...waiting, ...fresh], tracker);
        look();
      });
    }
    waiting = waiting.slice(head.length);
  };
  look();
  clock.run();
  return { hours: clock.now, built };
}

/** No schedule of those that can be built ends earlier: the longest chain of builds, and all work shared out evenly. */
export function lowerBound(pass: Pass, built: readonly number[]): { readonly chain: number; readonly share: number } {
  const { durations, builders, slots } = pass;
  const counted = new Float64Array(durations.length);
  for (const source of built) counted[source] = durations[source] ?? 0;
  const graph = waitingGraph(trackerOf(pass));
  const chain = criticalPath(graph, stronglyConnected(graph), counted).total;
  return { chain, share: counted.reduce((sum, each) => sum + each, 0) / (builders * slots) };
}

/** At the start: what cannot be resolved was left out by somebody, or half of the port would wait for it for ever. */
function trackerOf({ plan, mode }: Pass): BlockerTracker {
  const tracker = new BlockerTracker(plan, mode);
  for (const { source } of [...plan.unresolvable, ...plan.notInstallable]) tracker.set(source, 'left-out');
  return tracker;
}

const NOBODY: ReadonlySet<BuilderName> = new Set();

function builderNamed(text: string): BuilderName {
  const name = parseBuilderName(text);
  if (!name.ok) throw new Error(name.error.message);
  return name.value;
}
