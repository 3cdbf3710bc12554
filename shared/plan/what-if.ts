import { at, edgeIndex, reverse, successors } from '#shared/graph/graph.ts';
import { reachable } from '#shared/graph/reach.ts';
import type { BlockerTracker } from './blockers.ts';
import { waitingGraph } from './priority.ts';
import { rootReason } from './root-blockers.ts';
import type { RootBlocker, Standing } from './types.ts';

/** What would come next in the way: a source that still keeps some of those waiting, and how many of them. */
export interface NextBlocker {
  readonly source: number;
  readonly why: RootBlocker['why'];
  readonly holds: number;
}

/** What would follow if some sources were in the repository. Lists of sources ascend; a source is its index in the plan. */
export interface WhatIf {
  /** Those of the question that are not in the repository yet. */
  readonly given: readonly number[];
  /** Who would be ready at once. */
  readonly ready: readonly number[];
  /** Who else could be built after that, if everything that becomes ready builds. */
  readonly later: readonly number[];
  /** How many waited for them before, directly or over others; and how many of these would still wait at the end. */
  readonly waited: number;
  readonly left: number;
  /** What still keeps some of those that waited, worst first; at most {@link NEXT}. */
  readonly next: readonly NextBlocker[];
}

/** So many next blockers are named. */
const NEXT = 5;
/** So many are looked at, those first on whom most wait directly: how many each holds takes a walk. */
const LOOKED_AT = 64;

/**
 * What would follow if `sources` were in the repository, by the rules of the pass (`blockers.ts`). What becomes ready is
 * taken to build; what failed, was left out or cannot be resolved stays as it is. The tracker is as before afterwards.
 * Work: the edges of those that are freed, and a few walks through those that still wait.
 */
export function whatIf(tracker: BlockerTracker, sources: Iterable<number>): WhatIf {
  const given = [...new Set(sources)].filter((source) => source >= 0 && source < tracker.plan.sources.length && tracker.standingOf(source) !== 'in-repo').sort((a, b) => a - b);
  const waited = waitersOf(tracker, given);
  return built(tracker, given, ({ ready, later }) => {
    const freed = new Set([...ready, ...later]);
    const left = [...waited].filter((source) => tracker.isWaiting(source) && !freed.has(source));
    return { given, ready, later, waited: waited.size, left: left.length, next: nextBlockers(tracker, left) };
  });
}

/** Who would be ready at once if `given` were in the repository, and who else could be built then; both ascending. */
export interface Freed {
  readonly ready: readonly number[];
  readonly later: readonly number[];
}

/** The part of {@link whatIf} that says who is freed: a fraction of its work. */
export function freedBy(tracker: BlockerTracker, given: readonly number[]): Freed {
  return built(tracker, given, (freed) => freed);
}

/** Looks at the tracker while `given`, and all that becomes ready from it, is in the repository; then all is as before. */
function built<Answer>(tracker: BlockerTracker, given: readonly number[], look: (freed: Freed) => Answer): Answer {
  const undo: (readonly [source: number, standing: Standing])[] = [];
  const build = (source: number): readonly number[] => {
    undo.push([source, tracker.standingOf(source)]);
    return tracker.setInRepo(source);
  };
  const isFreed = (source: number): boolean => tracker.standingOf(source) === 'pending' && tracker.readinessOf(source) === 'ready';
  try {
    const ready = [...new Set(given.flatMap(build))].filter(isFreed).sort((a, b) => a - b);
    const later: number[] = [];
    const queue = [...ready];
    const queued = new Set(queue);
    for (const source of queue) {
      for (const freed of build(source)) {
        if (!isFreed(freed) || queued.has(freed)) continue;
        queued.add(freed);
        queue.push(freed);
        later.push(freed);
      }
    }
    return look({ ready, later: later.sort((a, b) => a - b) });
  } finally {
    for (const [source, standing] of undo.reverse()) tracker.set(source, standing);
  }
}

/** Who waits for any of them, directly or over others, these left out. */
function waitersOf(tracker: BlockerTracker, sources: readonly number[]): Set<number> {
  const seen = new Set(sources);
  const queue = [...sources];
  for (const source of queue) {
    for (const waiter of successors(tracker.waiting, source)) {
      if (seen.has(waiter) || !tracker.isWaiting(waiter) || !tracker.blocks(edgeIndex(tracker.edges, waiter, source))) continue;
      seen.add(waiter);
      queue.push(waiter);
    }
  }
  for (const source of sources) seen.delete(source);
  return seen;
}

function nextBlockers(tracker: BlockerTracker, left: readonly number[]): readonly NextBlocker[] {
  const wants = new Uint8Array(tracker.plan.sources.length);
  for (const source of left) wants[source] = 1;
  // Downwards to whatever has a reason of its own, or is ready to be built; a reason stands in front of what is behind it.
  const seen = new Set(left);
  const queue = [...left];
  const roots: { readonly source: number; readonly why: NextBlocker['why'] }[] = [];
  for (const source of queue) {
    const why = rootReason(tracker, source);
    if (why !== null) roots.push({ source, why });
    else {
      for (const blocker of tracker.blockersOf(source)) {
        if (seen.has(blocker)) continue;
        seen.add(blocker);
        queue.push(blocker);
      }
    }
  }
  const waiters = reverse(waitingGraph(tracker));
  const direct = (source: number): number => at(waiters.offsets, source + 1) - at(waiters.offsets, source);
  return roots
    .sort((a, b) => direct(b.source) - direct(a.source) || a.source - b.source)
    .slice(0, LOOKED_AT)
    .map(({ source, why }) => ({ source, why, holds: reachable(waiters, [source]).reduce((sum, yes, node) => sum + (node === source ? 0 : yes * at(wants, node)), 0) }))
    .filter(({ holds }) => holds > 0)
    .sort((a, b) => b.holds - a.holds || a.source - b.source)
    .slice(0, NEXT);
}
