import { shortestPaths } from '../graph/shortest-path.ts';
import { successors } from '../graph/graph.ts';
import type { Plan } from '../plan/types.ts';
import type { AttemptId, SourceName } from '../vocabulary/ids.ts';
import type { Attempt } from './attempt.ts';
import type { Ledger } from './ledger.ts';

/** Something in the buildroot that is not what it was when the package was built the last time. */
export interface Suspect {
  readonly source: SourceName;
  /** Edges from the package over BuildRequires: 1 for what it asks for itself. Null for what only run-time needs pull in. */
  readonly distance: number | null;
  /** Its build in the buildroot of the failed attempt, and in that of the good one; null where it was not there. */
  readonly now: AttemptId | null;
  readonly before: AttemptId | null;
}

/** What speaks for the package itself, or for its builder, having changed. */
export interface OwnChange {
  /** Expected names, versions and releases, where they differ. */
  readonly expected: { readonly before: string; readonly now: string } | null;
  readonly builder: { readonly before: string; readonly now: string } | null;
  /** Whether it was built with a port fix that must go again, where that differs. */
  readonly debt: { readonly before: boolean; readonly now: boolean } | null;
}

export interface Suspicion {
  /** The last attempt that succeeded before the failed one; there is nothing to compare with where there is none. */
  readonly good: Attempt;
  readonly bad: Attempt;
  readonly own: OwnChange;
  /** The nearest first, then by name. */
  readonly suspects: readonly Suspect[];
}

/**
 * What has changed in the buildroot of a failed attempt since the last one that succeeded, the nearest first (as Koschei
 * does it, by distance in the dependency graph). What a buildroot was made from follows from what had landed when the
 * attempt was made. Null when the package never built. Work: the sources of its buildroot, and one breadth-first walk.
 *
 * @param row of the package in the plan
 * @param bad its failed attempt
 */
export function suspicionOf(plan: Plan, ledger: Ledger, row: number, bad: Attempt): Suspicion | null {
  const good = [...ledger.attempts()].findLast((attempt) => attempt.source === bad.source && attempt.state === 'succeeded' && !attempt.scratch && attempt.sequence < bad.sequence);
  if (good === undefined) return null;
  const { steps } = shortestPaths(plan.direct, row);
  const suspects: Suspect[] = [];
  for (const member of successors(plan.closure, row)) {
    // Names were parsed when they were ingested.
    const source = (plan.sources[member]?.name ?? '') as SourceName;
    const before = ledger.landings.before(source, good.sequence)?.attempt ?? null;
    const now = ledger.landings.before(source, bad.sequence)?.attempt ?? null;
    if (before === now || member === row) continue;
    const distance = steps[member] ?? -1;
    suspects.push({ source, distance: distance < 1 ? null : distance, now, before });
  }
  suspects.sort((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || (a.source < b.source ? -1 : 1));
  return {
    good,
    bad,
    own: {
      expected: differing(good.expected, bad.expected),
      builder: differing<string>(good.builder, bad.builder),
      debt: differing(good.debt, bad.debt),
    },
    suspects,
  };
}

function differing<Value>(before: Value, now: Value): { readonly before: Value; readonly now: Value } | null {
  return before === now ? null : { before, now };
}
