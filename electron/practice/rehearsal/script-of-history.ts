import type { FixChange } from '#shared/contract/schemas/port-fix.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';
import type { FailureCluster } from '../simulator/build/outcomes.ts';

/** A port fix that somebody applies the day after. */
export interface PlannedFix {
  readonly change: FixChange;
  readonly reason: string;
  readonly debt: boolean;
}

/** The part that a failing package has. */
export interface FailingPart {
  readonly cluster: FailureCluster;
  /** The night from which on it fails, from 0; before that it builds. */
  readonly from: number;
  /** Cures it the day after; null: it stays failed. */
  readonly fix: PlannedFix | null;
  /** Who looks into it the day after, with what they wrote; null: nobody yet. */
  readonly verdict: { readonly owner: string; readonly note: string } | null;
}

/** What people ask for in one evening, and do in the day after. */
export interface Night {
  readonly wanted: readonly SourceName[];
  /** Built once more the day after, so that what needs it sees something new. */
  readonly rebuilt: readonly SourceName[];
  /** The repository's disk loses their RPMs the day after; they are built again in the next night. */
  readonly lost: readonly SourceName[];
}

/** Everything that is decided before a rehearsal is played: who fails of what and when, what is left out, who asks for what. */
export interface HistoryScript {
  readonly leftOut: ReadonlyMap<SourceName, string>;
  readonly failing: ReadonlyMap<SourceName, FailingPart>;
  readonly nights: readonly Night[];
}
