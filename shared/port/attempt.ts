import type { AttemptState, BuildPhase } from '../vocabulary/attempt-state.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { AttemptEnd, Failure, PortEvent, ScratchPurpose } from './events.ts';
import type { FixChange } from './fix.ts';

/** One build of one source package on one builder in one pass. */
export interface Attempt {
  readonly id: AttemptId;
  readonly source: SourceName;
  /** Counts up from 1 for each source, over all passes. */
  readonly number: number;
  readonly pass: number;
  readonly builder: BuilderName;
  readonly scratch: boolean;
  readonly expected: string;
  readonly generation: number;
  readonly debt: boolean;
  /** Its builder is a simulation: its RPMs belong in no repository but the simulation's. */
  readonly simulated: boolean;
  /** Nobody built it: it was taken ready-made. */
  readonly imported: boolean;
  /** The port fixes that it is built with; null: an older version did not write them down. */
  readonly fixes: readonly FixChange[] | null;
  /** What a scratch build is to find out; null for every other. */
  readonly purpose: ScratchPurpose | null;
  readonly createdAt: number;
  /** Of the event that made it: what had landed by then is what its buildroot could have. */
  readonly sequence: number;
  readonly state: AttemptState;
  readonly phase: BuildPhase | null;
  readonly movedAt: number;
  readonly endedAt: number | null;
  readonly failure: Failure | null;
  /** Why it is thought lost, in a sentence; null unless it is. */
  readonly lostWhy: string | null;
}

/** An attempt as it stands when it has been made. */
export function madeAttempt(event: Extract<PortEvent, { kind: 'attempt-created' }>, number: number, sequence: number, at: number): Attempt {
  const { attempt: id, source, pass, builder, scratch, expected, generation, debt, simulated = false, imported = false, fixes = null, purpose = null } = event;
  return {
    id, source, number, pass, builder, scratch, expected, generation, debt, simulated, imported, fixes, purpose: scratch ? purpose : null,
    createdAt: at, sequence, movedAt: at, state: 'created', phase: null, endedAt: null, failure: null, lostWhy: null,
  };
}

/** An attempt as it stands for good. */
export function endedAttempt(attempt: Attempt, end: AttemptEnd, at: number): Attempt {
  return { ...attempt, state: end.kind, endedAt: at, movedAt: at, failure: end.kind === 'failed' ? end.failure : null, lostWhy: end.kind === 'lost' ? end.why : null };
}
