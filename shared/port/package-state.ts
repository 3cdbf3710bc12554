import type { PackageState } from '../vocabulary/package-state.ts';
import type { Readiness, Standing } from '../plan/types.ts';
import type { Attempt } from './attempt.ts';
import { INFRASTRUCTURE_RETRIES } from './ledger.ts';
import type { SourceRecord } from './source-record.ts';

/** What is known of a source before anything is built. */
export interface SourceFacts {
  readonly notForArch: boolean;
  /** Why its source cannot be used; null where it can. */
  readonly broken: string | null;
}

/**
 * The state of a source package in the current pass (product.md, "States"): of all that is true of it, what a person
 * must know first. A package that has landed stays `in-repo` while it is built again, since it goes on unblocking.
 *
 * @param latest the attempt of this pass that speaks for it (`latestAttempt`)
 * @param readiness what the plan says of its buildroot now
 */
export function packageStateOf(record: SourceRecord, latest: Attempt | undefined, facts: SourceFacts, readiness: Readiness): PackageState {
  if (facts.notForArch) return 'not-for-arch';
  if (record.leftOut !== null) return 'left-out';
  if (record.landed !== null) return 'in-repo';
  if (facts.broken !== null) return 'broken-source';
  const underWay = latest === undefined || latest.id === record.gone ? null : stateOfAttempt(latest);
  if (latest !== undefined && underWay === 'built' && record.held === latest.id) return 'held';
  if (underWay !== null && !(record.requested && underWay === 'failed')) return underWay;
  if (record.infrastructureFaults >= INFRASTRUCTURE_RETRIES) return 'stuck';
  return record.requested && readiness === 'ready' ? 'queued' : readiness;
}

/** What the newest attempt alone says of its package; null where it says nothing (cancelled, lost, back in the queue). */
function stateOfAttempt(attempt: Attempt): PackageState | null {
  switch (attempt.state) {
    case 'created':
      return 'queued';
    case 'leased':
    case 'preparing':
    case 'building':
    case 'collecting':
      return 'building';
    case 'succeeded':
      return 'built';
    case 'failed':
      return attempt.failure?.fault === 'infrastructure' ? null : 'failed';
    case 'cancelled':
    case 'lost':
      return null;
  }
}

/** Where a package of this state stands for those that wait for it. */
export function standingOf(state: PackageState): Standing {
  switch (state) {
    case 'in-repo':
    case 'left-out':
    case 'not-for-arch':
    case 'broken-source':
      return state;
    case 'failed':
    case 'stuck':
    case 'held':
      return 'failed';
    case 'unresolvable':
    case 'blocked':
    case 'ready':
    case 'queued':
    case 'building':
    case 'built':
      return 'pending';
  }
}
