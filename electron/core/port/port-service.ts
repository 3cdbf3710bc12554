import { piecesOf } from '#shared/contract/port-pieces.ts';
import type { PortDelta, PortPiece, PortSnapshot, PortSummary } from '#shared/contract/schemas/port.ts';
import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { holdsUpAll } from '#shared/plan/priority.ts';
import type { PassMode, Plan } from '#shared/plan/types.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { FixChange } from '#shared/port/fix.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { Ledger } from '#shared/port/ledger.ts';
import { modeOf } from '#shared/port/opening.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import { latestAttempt, StateDeriver } from '#shared/port/state-deriver.ts';
import { standingClass } from '#shared/port/verdict.ts';
import { estimateEnd } from '#shared/progress/estimate.ts';
import { noCounts, tallyFrom, type Tally } from '#shared/progress/tally.ts';
import { classIndex } from '#shared/triage/classes.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';
import type { PackageState } from '#shared/vocabulary/package-state.ts';

import { Live } from '../live/live.ts';
import type { EventLog } from '../store/event-log.ts';
import { PortColumns, derivedFlags, plannedFlags } from './port-columns.ts';

/** What the fleet contributes to the strip. */
export type FleetTally = PortSummary['builders'] & { readonly slots: number };

/** What states are derived from, beside the ledger. */
export interface Planned {
  readonly plan: Plan;
  readonly digest: string;
  readonly facts: readonly SourceFacts[];
}

/** The plan with all that its pass adds; replaced as a whole when the plan changes. */
interface Chart extends Planned {
  readonly deriver: StateDeriver;
  readonly columns: PortColumns;
  readonly rowOf: ReadonlyMap<SourceName, number>;
}

/** Milliseconds within which changes become one delta: a window draws no faster, and a storm of events costs one pass. */
const GATHER = 40;
/** Counting who waits for whom takes at most this share of the time: it is read by people, and grows with the port. */
const WAITS_SHARE = 1 / 20;

/**
 * The port as it stands: folds events into the ledger, the ledger and the plan into states, and tells followers. The
 * only way to change anything is {@link record}.
 */
export class PortService {
  readonly ledger = new Ledger();
  readonly #log: EventLog;
  readonly #clock: () => number;
  readonly #passes: () => readonly PassMode[];
  readonly #fixesOf: (source: SourceName) => readonly FixChange[];
  /** Counts the changes that windows should look at. */
  readonly #revision = new Live(0);
  #chart: Chart | null = null;
  #fleet: FleetTally = { alive: 0, all: 0, running: 0, simulated: false, slots: 0 };
  #gathering: NodeJS.Timeout | null = null;
  #owed: NodeJS.Timeout | null = null;
  /** Somebody's standing changed since the waits were counted last. */
  #waitsDue = false;
  /** `performance.now()` before which waits are not counted again. */
  #waitsRest = 0;
  readonly #listeners = new Set<() => void>();

  /** @param fixesOf the port fixes that a build of the source would carry now */
  constructor(log: EventLog, clock: () => number, passes: () => readonly PassMode[], fixesOf: (source: SourceName) => readonly FixChange[] = () => []) {
    this.#log = log;
    this.#clock = clock;
    this.#passes = passes;
    this.#fixesOf = fixesOf;
    for (const recorded of log.after(0)) this.ledger.apply(recorded);
  }

  get plan(): Plan | null {
    return this.#chart?.plan ?? null;
  }

  /** The plan that states are derived from, with its digest and what is known of its sources; the same object until it changes. */
  get planned(): Planned | null {
    return this.#chart;
  }

  get tracker(): BlockerTracker | null {
    return this.#chart?.deriver.tracker ?? null;
  }

  /** Takes a new plan over; states are derived from scratch. `facts` has one entry for each source of the plan. */
  usePlan(plan: Plan, digest: string, facts: readonly SourceFacts[]): void {
    const deriver = new StateDeriver(this.ledger, plan, this.#mode(), facts);
    // Of the plan that windows have already, only what differs is news to them.
    const known = this.#chart?.digest === digest ? this.#chart.columns : null;
    const columns = known ?? new PortColumns(plan.sources.length, this.ledger.sequence);
    // Names were parsed when they were ingested.
    const rowOf = new Map(plan.sources.map(({ name }, row) => [name as SourceName, row]));
    const chart: Chart = { plan, digest, facts, deriver, columns, rowOf };
    this.#chart = chart;
    deriver.deriveAll((row) => this.#write(chart, row));
    this.#waitsDue = true;
    this.#waitsRest = 0;
    this.#touch();
  }

  /** Follows a change of the passes in `portolan.yaml`: what blocks whom hangs on the mode. */
  renewMode(): void {
    const chart = this.#chart;
    const mode = this.#mode();
    if (chart === null || JSON.stringify(chart.deriver.tracker.mode) === JSON.stringify(mode)) return this.#touch();
    this.usePlan(chart.plan, chart.digest, chart.facts);
  }

  rowOf(source: SourceName): number | undefined {
    return this.#chart?.rowOf.get(source);
  }

  stateOf(row: number): PackageState {
    return this.#chart?.columns.stateAt(row) ?? 'broken-source';
  }

  flagsOf(row: number): number {
    return this.#chart?.columns.flags[row] ?? 0;
  }

  /** How many packages wait for it, transitively; in a large port as of a few seconds ago. */
  waitsOf(row: number): number {
    this.#countWaits();
    return this.#chart?.columns.waits[row] ?? 0;
  }

  factsOf(row: number): SourceFacts {
    return this.#chart?.facts[row] ?? { notForArch: false, broken: null };
  }

  /** The newest attempt of this pass that was not a scratch build. */
  latestOf(source: SourceName): Attempt | undefined {
    return latestAttempt(this.ledger, source);
  }

  /** Appends events with their effect, or neither, and derives what follows from them. */
  record(events: readonly PortEvent[], effect?: () => void): void {
    for (const recorded of this.#log.append(events, effect)) {
      const changed = this.ledger.apply(recorded);
      const chart = this.#chart;
      if (chart === null) continue;
      if (changed === null) {
        this.usePlan(chart.plan, chart.digest, chart.facts);
        continue;
      }
      for (const source of changed) {
        const row = chart.rowOf.get(source);
        if (row !== undefined && chart.deriver.derive(row, (each) => this.#write(chart, each))) this.#waitsDue = true;
      }
    }
    this.#touch();
  }

  setFleet(fleet: FleetTally): void {
    this.#fleet = fleet;
    this.#touch();
  }

  /** Called, gathered, after anything changed. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  snapshot(): PortSnapshot {
    this.#countWaits();
    const chart = this.#chart;
    const summary = this.summary();
    if (chart === null) {
      return { sequence: this.ledger.sequence, planDigest: '', names: [], evrs: [], states: [], flags: [], ranks: [], components: [], waits: [], failureClasses: [], owners: [], seconds: [], needOffsets: [0], needs: [], summary };
    }
    const { plan, columns } = chart;
    columns.cut(this.ledger.sequence);
    const { of, sizes } = plan.components.closure;
    return {
      sequence: this.ledger.sequence,
      planDigest: chart.digest,
      names: plan.sources.map(({ name }) => name),
      evrs: plan.sources.map(({ evr }) => evr),
      states: [...columns.states],
      flags: [...columns.flags],
      ranks: [...plan.ranks],
      components: Array.from(of, (component) => ((sizes[component] ?? 1) > 1 ? component : -1)),
      waits: [...columns.waits],
      failureClasses: [...columns.failureClasses],
      owners: [...columns.owners],
      seconds: [...columns.seconds],
      needOffsets: [...plan.direct.offsets],
      needs: [...plan.direct.targets],
      summary,
    };
  }

  /** The snapshot of the moment at which it is asked for, in pieces. */
  async *pieces(): AsyncGenerator<PortPiece> {
    yield* await Promise.resolve(piecesOf(this.snapshot()));
  }

  /** What changed after event `after`, then each change as it happens, until `signal` aborts. */
  async *changes(after: number, signal: AbortSignal): AsyncGenerator<PortDelta> {
    let seen = after;
    for await (const _revision of this.#revision.follow(signal)) {
      const delta = this.#deltaAfter(seen);
      seen = this.#chart?.columns.cut(delta.sequence) ?? delta.sequence;
      yield delta;
    }
  }

  summary(): PortSummary {
    const tally = this.tally();
    const mode = this.#mode();
    const { slots, ...builders } = this.#fleet;
    const wanted = tally.counts.queued + tally.counts.building + tally.counts.blocked + tally.counts.ready;
    return {
      pass: { number: this.ledger.pass, of: this.#passes().length, mode: mode.kind },
      counts: tally.counts,
      total: tally.total,
      portable: tally.portable,
      inRepo: tally.inRepo,
      withDebt: tally.withDebt,
      pristine: tally.pristine,
      leftOut: tally.leftOut,
      // What a simulation built is said to be one also while nobody of it is there.
      builders: { ...builders, simulated: builders.simulated || (builders.all === 0 && this.ledger.hasSimulated) },
      estimate: builders.running > 0 ? estimateEnd(this.ledger.statistics.ofPass, wanted, slots, this.#clock()) : null,
    };
  }

  tally(): Tally {
    const columns = this.#chart?.columns;
    return tallyFrom(columns?.counts ?? noCounts(), columns?.withDebt ?? 0, columns?.pristine ?? 0);
  }

  close(): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    if (this.#owed !== null) clearTimeout(this.#owed);
    this.#listeners.clear();
  }

  #mode(): PassMode {
    return modeOf(this.ledger.opening, this.#passes()[this.ledger.pass - 1] ?? { kind: 'rolling', provider: 'wait' });
  }

  #deltaAfter(after: number): PortDelta {
    this.#countWaits();
    const columns = this.#chart?.columns;
    const indexes = columns?.changedAfter(after) ?? [];
    const pick = (column: ArrayLike<number> | undefined): number[] => indexes.map((row) => column?.[row] ?? 0);
    return {
      sequence: this.ledger.sequence,
      planDigest: this.#chart?.digest ?? '',
      indexes,
      states: pick(columns?.states),
      flags: pick(columns?.flags),
      waits: pick(columns?.waits),
      failureClasses: pick(columns?.failureClasses),
      owners: indexes.map((row) => columns?.owners[row] ?? ''),
      seconds: pick(columns?.seconds),
      summary: this.summary(),
    };
  }

  #write(chart: Chart, row: number): void {
    const name = (chart.plan.sources[row]?.name ?? '') as SourceName;
    const { deriver } = chart;
    const flags = plannedFlags(chart.plan, row) | derivedFlags(deriver, row, this.#fixesOf(name));
    chart.columns.set(row, deriver.stateOf(row), flags, this.ledger.sequence);
    const failure = deriver.failureOf(row);
    const beside = {
      failureClass: failure === null ? -1 : classIndex(standingClass(this.ledger.judgements.verdictOf(name), failure)),
      owner: this.ledger.judgements.ownerOf(name) ?? '',
      seconds: Math.round((this.ledger.statistics.latest.get(name) ?? 0) / 1000),
    };
    chart.columns.setBeside(row, beside, this.ledger.sequence);
  }

  /** Counts who waits for whom, if somebody's standing changed and the last count was not just now. */
  #countWaits(): void {
    const begun = performance.now();
    if (!this.#waitsDue || this.#chart === null || begun < this.#waitsRest) return;
    this.#waitsDue = false;
    this.#chart.columns.setWaits(holdsUpAll(this.#chart.deriver.tracker), this.ledger.sequence);
    const ended = performance.now();
    this.#waitsRest = ended + (ended - begun) / WAITS_SHARE;
  }

  #touch(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      this.#countWaits();
      // Waits that are still owed are cut when their rest is over, should nothing else happen until then.
      if (this.#waitsDue && this.#chart !== null) this.#owed ??= setTimeout(() => this.#payWaits(), Math.max(GATHER, this.#waitsRest - performance.now()));
      this.#revision.set(this.#revision.value + 1);
      for (const listener of this.#listeners) listener();
    }, GATHER);
  }

  #payWaits(): void {
    this.#owed = null;
    this.#touch();
  }
}
