import type { PortSummary } from '#shared/contract/schemas/port.ts';
import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';

/** A summary in which nothing has happened yet. */
export function emptySummary(total: number): PortSummary {
  const counts: Record<PackageState, number> = {
    'not-for-arch': 0,
    'left-out': 0,
    'broken-source': 0,
    unresolvable: 0,
    blocked: 0,
    ready: 0,
    queued: 0,
    building: 0,
    failed: 0,
    stuck: 0,
    built: 0,
    held: 0,
    'in-repo': 0,
  };
  counts[PACKAGE_STATES[5]] = total;
  return {
    pass: { number: 1, of: 3, mode: 'rolling' },
    counts,
    total,
    portable: total,
    inRepo: 0,
    withDebt: 0,
    pristine: 0,
    leftOut: 0,
    builders: { alive: 0, all: 0, running: 0, simulated: false },
    estimate: null,
  };
}
