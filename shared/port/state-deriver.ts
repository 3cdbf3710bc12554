import { BlockerTracker } from '../plan/blockers.ts';
import { successors } from '../graph/graph.ts';
import { withOwnBase } from '../plan/own-base.ts';
import type { PassMode, Plan } from '../plan/types.ts';
import type { SourceName } from '../vocabulary/ids.ts';
import type { PackageState } from '../vocabulary/package-state.ts';
import { PRISTINE_DEPTH } from './depth.ts';
import type { Failure } from './events.ts';
import type { FixChange } from './fix.ts';
import type { Attempt } from './attempt.ts';
import type { Ledger } from './ledger.ts';
import { packageStateOf, standingOf, type SourceFacts } from './package-state.ts';
import { modeOf } from './opening.ts';
import { isStale } from './stale.ts';
import { verdictStands } from './verdict.ts';

/**
 * The newest attempt of the pass that is under way that speaks for its package. A scratch build never does; a cancelled one found
 * nothing out, so the one before it goes on speaking: who takes a rebuild back has the failure again that was there.
 */
export function latestAttempt(ledger: Ledger, source: SourceName): Attempt | undefined {
  const ofPass = ledger.attemptsOf(source).filter((attempt) => !attempt.scratch && attempt.pass === ledger.pass);
  return ofPass.findLast(({ state }) => state !== 'cancelled') ?? ofPass.at(-1);
}

/**
 * The state of every package in one pass, as the ledger and the plan say: what is true now and what was true then are
 * derived by this one rule. A row is the index of a source in the plan.
 */
export class StateDeriver {
  readonly plan: Plan;
  readonly tracker: BlockerTracker;
  readonly #ledger: Ledger;
  readonly #facts: readonly SourceFacts[];

  /**
   * @param mode of the pass that is under way, by portolan.yaml; the event that opened it goes before that
   * @param facts one entry for each source of the plan
   */
  constructor(ledger: Ledger, plan: Plan, mode: PassMode, facts: readonly SourceFacts[]) {
    this.plan = plan;
    this.#ledger = ledger;
    const { opening } = ledger;
    const base = opening === null ? plan : withOwnBase(plan, (row) => opening.base.has(this.#nameOf(row)));
    this.tracker = new BlockerTracker(base, modeOf(opening, mode));
    this.#facts = facts;
  }

  stateOf(row: number): PackageState {
    const source = this.#nameOf(row);
    return packageStateOf(this.#ledger.record(source), latestAttempt(this.#ledger, source), this.#facts[row] ?? { notForArch: false, broken: null }, this.tracker.readinessOf(row));
  }

  /** Whether what is in the repository was built with a port fix that must go again. */
  hasDebt(row: number): boolean {
    const { landed } = this.#ledger.record(this.#nameOf(row));
    return landed !== null && this.#ledger.attempt(landed)?.debt === true;
  }

  /** Whether it failed in this pass, so that the build of the pass before counts. */
  isInherited(row: number): boolean {
    return this.#ledger.record(this.#nameOf(row)).inherited;
  }

  /** Whether what is in the repository was taken ready-made. */
  isImported(row: number): boolean {
    const { landed } = this.#ledger.record(this.#nameOf(row));
    return landed !== null && this.#ledger.attempt(landed)?.imported === true;
  }

  /** Whether a base serves it what its own port is still to build, so that it does not wait for that. */
  isCutByBase(row: number): boolean {
    const { edges, mode } = this.tracker;
    return mode.kind === 'rolling' && successors(edges, row).length < successors(this.plan.closure, row).length;
  }

  /** Whether what is in the repository is no longer what would be built now. */
  isStale(row: number, fixes: readonly FixChange[]): boolean {
    const source = this.#nameOf(row);
    const { landed } = this.#ledger.record(source);
    const attempt = landed === null ? undefined : this.#ledger.attempt(landed);
    return attempt !== undefined && isStale(attempt, `${source}-${this.plan.sources[row]?.evr ?? ''}`, fixes);
  }

  /** Whether what is in the repository was built by nothing but own packages, three times over. */
  isPristine(row: number): boolean {
    const { landed } = this.#ledger.record(this.#nameOf(row));
    return landed !== null && this.#ledger.depths.of(landed) >= PRISTINE_DEPTH;
  }

  /** Why it is `failed`, or stands as an earlier pass built it; null where it does neither. */
  failureOf(row: number): Failure | null {
    return this.stateOf(row) === 'failed' || this.isInherited(row) ? (latestAttempt(this.#ledger, this.#nameOf(row))?.failure ?? null) : null;
  }

  /** Whether it failed, and a person's verdict on that stands. */
  isTriaged(row: number): boolean {
    return this.stateOf(row) === 'failed' && verdictStands(this.#ledger.judgements.verdictOf(this.#nameOf(row)), this.failureOf(row));
  }

  /** First where everybody stands, then what that makes of each: a state may hang on another's standing. `write` gets every row. */
  deriveAll(write: (row: number) => void): void {
    for (let row = 0; row < this.plan.sources.length; row++) this.tracker.set(row, standingOf(this.stateOf(row)));
    for (let row = 0; row < this.plan.sources.length; row++) write(row);
  }

  /** After the record of one source changed: `write` gets its row and those that follow. Says whether its standing changed, on which others wait. */
  derive(row: number, write: (row: number) => void): boolean {
    const before = this.tracker.standingOf(row);
    const standing = standingOf(this.stateOf(row));
    const touched = this.tracker.set(row, standing);
    write(row);
    for (const other of touched) write(other);
    return standing !== before;
  }

  #nameOf(row: number): SourceName {
    // Names were parsed when they were ingested.
    return (this.plan.sources[row]?.name ?? '') as SourceName;
  }
}
