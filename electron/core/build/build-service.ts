import { randomBytes } from 'node:crypto';

import { reachable } from '#shared/graph/reach.ts';
import { assign, nextWake, openSlots, type Waiting } from '#shared/port/dispatch.ts';
import type { PortEvent, ScratchPurpose } from '#shared/port/events.ts';
import type { PortFix } from '#shared/port/fix.ts';
import { effectOf } from '#shared/port/fix-effect.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { retryAdvice } from '#shared/port/retry.ts';
import type { StageStep } from '#shared/port/stages.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseAttemptId, type AttemptId, type BuilderName, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { FleetService } from '../fleet/fleet-service.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { PortService } from '../port/port-service.ts';
import { attemptIdOf } from './attempt-id.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import type { Publisher } from './publisher.ts';
import { ReadyOrder } from './ready-order.ts';
import { purposeOf, type ScratchRequest } from './scratch-purpose.ts';
import type { StageWatch } from './stage-watch.ts';

/** Milliseconds after which a sleeper looks again in any case; timers cannot count far. */
const LONGEST_SLEEP = 60 * 60_000;

/** What came of a wish to build. */
export interface Queued {
  readonly queued: SourceName[];
  readonly skipped: { readonly source: SourceName; readonly why: string }[];
}

export interface BuildPolicy {
  /** The port fixes that a build of the source carries now. */
  fixesOf(source: SourceName): readonly PortFix[];
  /** Who belongs to the fleet is known: whoever is not in it now will not come by itself. */
  fleetIsKnown(): boolean;
  readonly clock: () => number;
}

/** What a slot is wanted for; with a purpose it is a scratch build. */
interface Work {
  readonly source: SourceName;
  readonly purpose: ScratchPurpose | null;
}

/**
 * From a wish to an attempt: keeps what is requested, and whenever something changed hands what is ready to builders
 * with a free slot, best first. What becomes of an attempt is the {@link AttemptRunner}'s and {@link Publisher}'s.
 */
export class BuildService {
  readonly #port: PortService;
  readonly #fleet: FleetService;
  readonly #describer: PackageDescriber;
  readonly #runner: AttemptRunner;
  readonly #publisher: Publisher;
  readonly #policy: BuildPolicy;
  readonly #stages: StageWatch;
  readonly #order = new ReadyOrder();
  #timer: NodeJS.Timeout | null = null;
  /** Attempts of packages that were left out while they were built, on their way to being cancelled. */
  readonly #leavingOut = new Set<AttemptId>();
  #closed = false;

  constructor(port: PortService, fleet: FleetService, describer: PackageDescriber, runner: AttemptRunner, publisher: Publisher, stages: StageWatch, policy: BuildPolicy) {
    this.#port = port;
    this.#fleet = fleet;
    this.#describer = describer;
    this.#runner = runner;
    this.#publisher = publisher;
    this.#policy = policy;
    this.#stages = stages;
    port.onChange(() => this.look());
    fleet.onChange(() => this.look());
  }

  /** Everything that is portable and not in the repository. What has failed waits for a change, and is told so. */
  all(): Queued {
    const queued: SourceName[] = [];
    const skipped: Queued['skipped'] = [];
    for (const [row, { name }] of (this.#port.plan?.sources ?? []).entries()) {
      const source = name as SourceName;
      const state = this.#port.stateOf(row);
      if (state === 'failed' || state === 'stuck') skipped.push({ source, why: `It has ${state === 'failed' ? 'failed' : 'got stuck'}; rebuild it once something has changed.` });
      else if (state === 'unresolvable' || state === 'broken-source') skipped.push({ source, why: 'It cannot be built: see why in its drawer.' });
      else if ((state === 'ready' || state === 'blocked') && !this.#port.ledger.record(source).requested) queued.push(source);
    }
    return this.#request(queued, skipped);
  }

  /** These packages, whatever they are now; with `dependents` also everything that waits for them. */
  packages(names: readonly string[], dependents: boolean): Queued {
    const queued: SourceName[] = [];
    const skipped: Queued['skipped'] = [];
    const found = names.map((name) => this.#describer.find(name));
    for (const { source, row } of found) {
      const why = this.refusal(source, row);
      if (why === null) queued.push(source);
      else skipped.push({ source, why });
    }
    if (dependents && this.#port.tracker !== null) {
      const known = new Set(queued);
      const reached = reachable(this.#port.tracker.waiting, found.map(({ row }) => row));
      for (const [row, { name }] of (this.#port.plan?.sources ?? []).entries()) {
        const source = name as SourceName;
        const state = this.#port.stateOf(row);
        if (reached[row] === 1 && (state === 'ready' || state === 'blocked') && !known.has(source) && !this.#port.ledger.record(source).requested) queued.push(source);
      }
    }
    return this.#request(queued, skipped);
  }

  /**
   * Tries a package with other port fixes than the project's: an attempt that never lands, on a slot that is free now or
   * becomes so next. Throws a {@link ProblemError} where it cannot be tried, or is being tried already.
   */
  scratch(name: string, request: ScratchRequest): { attempt: AttemptId | null; words: string } {
    const { source, row } = this.#describer.find(name);
    const { ledger, tracker } = this.#port;
    const { notForArch, broken } = this.#port.factsOf(row);
    const readiness = tracker?.readinessOf(row) ?? 'unresolvable';
    const why = notForArch ? 'Its spec says that it is not for this architecture.' : (broken ?? (readiness === 'ready' ? null : 'Not all that it needs is in the repository; it can be tried once it could be built.'));
    if (why !== null) throw new ProblemError('conflict', `${source} cannot be tried now. ${why}`);
    const purpose = purposeOf(request, this.#policy.fixesOf(source));
    const same = (other: ScratchPurpose | null): boolean => other?.words === purpose.words;
    if (ledger.wishes().some((wish) => wish.source === source && same(wish.purpose)) || ledger.attemptsOf(source).some((attempt) => !isEnded(attempt.state) && same(attempt.purpose))) {
      throw new ProblemError('conflict', `${source} is being tried ${purpose.words} already.`);
    }
    this.#port.record([{ kind: 'scratch-requested', source, purpose }]);
    this.look();
    return { attempt: ledger.attemptsOf(source).find((attempt) => attempt.purpose?.wish === purpose.wish)?.id ?? null, words: purpose.words };
  }

  unqueue(names: readonly string[]): void {
    const sources = new Set(names.map((name) => this.#describer.find(name).source));
    this.#takeOut((source) => sources.has(source));
  }

  /** Takes what was asked for of these sources back; says how much that was. */
  #takeOut(wanted: (source: SourceName) => boolean): number {
    const { ledger } = this.#port;
    const requested = [...ledger.requested()].filter(wanted);
    const wishes = ledger.wishes().filter(({ source }) => wanted(source)).map(({ purpose }) => purpose.wish);
    const events: PortEvent[] = [
      ...(requested.length > 0 ? [{ kind: 'build-unrequested', sources: requested } as const] : []),
      ...(wishes.length > 0 ? [{ kind: 'scratch-withdrawn', wishes } as const] : []),
    ];
    if (events.length > 0) this.#port.record(events);
    return requested.length + wishes.length;
  }

  /** Takes everything out of the queue and cancels what is being built. */
  async stopAll(): Promise<{ cancelled: number; unqueued: number }> {
    const unqueued = this.#takeOut(() => true);
    const running = this.#port.ledger.unended();
    await Promise.all(running.map((attempt) => this.#runner.cancel(attempt)));
    return { cancelled: running.length, unqueued };
  }

  /** Throws a `not-found` or `conflict` {@link ProblemError} for an attempt that is none or has ended. */
  async cancel(id: string): Promise<void> {
    const parsed = parseAttemptId(id);
    const attempt = parsed.ok ? this.#port.ledger.attempt(parsed.value) : undefined;
    if (attempt === undefined) throw new ProblemError('not-found', `There is no attempt ${JSON.stringify(id.slice(0, 64))}.`);
    if (isEnded(attempt.state)) throw new ProblemError('conflict', `Attempt ${attempt.number} of ${attempt.source} has ended already (${attempt.state}).`);
    await this.#runner.cancel(attempt);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#runner.close();
  }

  /**
   * Takes up every attempt that has not ended: after a start, and after a builder's line was replaced. One whose builder
   * has left the fleet is lost, one whose package was left out is cancelled.
   */
  #resume(): void {
    const { ledger } = this.#port;
    for (const attempt of ledger.unended()) {
      const { id, source, builder, state, scratch } = attempt;
      if (!scratch && ledger.record(source).leftOut !== null) this.#cancelLeftOut(attempt);
      else if (this.#runner.isRunning(id)) continue;
      else if (this.#fleet.link(builder) === undefined) {
        if (this.#policy.fleetIsKnown()) this.#runner.lose(attempt, `${builder} no longer belongs to the fleet.`);
      } else if (this.#publisher.host !== null || (state !== 'created' && state !== 'leased')) this.#run(attempt);
    }
  }

  #run(attempt: Attempt): void {
    void this.#runner.run(attempt).then(() => this.look());
  }

  #cancelLeftOut(attempt: Attempt): void {
    if (this.#leavingOut.has(attempt.id)) return;
    this.#leavingOut.add(attempt.id);
    this.#runner
      .cancel(attempt)
      .catch(() => undefined)
      .finally(() => this.#leavingOut.delete(attempt.id));
  }

  /** Why a package cannot be built on request now; null when it can. */
  refusal(source: SourceName, row: number): string | null {
    const record = this.#port.ledger.record(source);
    if (record.leftOut !== null) return 'It is left out; bring it back first.';
    const { notForArch, broken } = this.#port.factsOf(row);
    if (notForArch) return 'Its spec says that it is not for this architecture.';
    if (broken !== null) return broken;
    const latest = this.#port.latestOf(source);
    if (latest !== undefined && !isEnded(latest.state)) return `Attempt ${latest.number} is under way on ${latest.builder}.`;
    if (record.requested) return 'It is in the queue already.';
    if (this.#port.tracker?.readinessOf(row) === 'unresolvable') return 'Something that it needs cannot be had from anywhere: see its requirements.';
    return null;
  }

  #request(queued: SourceName[], skipped: Queued['skipped']): Queued {
    if (queued.length > 0) this.#port.record([{ kind: 'build-requested', sources: queued }]);
    return { queued, skipped };
  }

  /** Looks for what can be gone on with: publishing, attempts to take up again, packages to hand out. */
  look(): void {
    if (this.#closed) return;
    this.#publisher.wake();
    this.#resume();
    this.#dispatch();
  }

  /** Hands out what is ready. The attempts are on disk before any builder hears of them. */
  #dispatch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { ledger } = this.#port;
    if (this.#publisher.host === null || (ledger.requested().size === 0 && ledger.wishes().length === 0)) return;
    const offers = this.#fleet.offers();
    const rooms = this.#fleet.poolRooms();
    const open = openSlots(offers, rooms);
    // A slot that becomes free is a change, and changes look again.
    if (open === 0) return;
    // What a person tries and looks at goes first: it is one attempt, and the queue is long.
    const waiting: Waiting<Work>[] = [...this.#tries(), ...this.#waiting(open)];
    const now = this.#policy.clock();
    const assignments = assign(waiting, offers, now, rooms);
    const wake = nextWake(waiting, now);
    if (wake !== null) this.#timer = setTimeout(() => this.look(), Math.min(wake - now, LONGEST_SLEEP));
    if (assignments.length === 0) return;
    const events = assignments.map(({ source: work, builder }) => this.#creation(work, builder));
    this.#port.record(events);
    for (const { attempt } of events) {
      const created = this.#port.ledger.attempt(attempt);
      if (created !== undefined) this.#run(created);
    }
  }

  /** What is requested and ready, in the scheduler's order, which matters only where there are fewer slots than packages. */
  #waiting(slots: number): Waiting<Work>[] {
    const { tracker, ledger } = this.#port;
    if (tracker === null) return [];
    const rows: { readonly source: SourceName; readonly row: number }[] = [];
    const step = this.#step();
    for (const source of ledger.requested()) {
      const row = this.#port.rowOf(source);
      if (row === undefined) continue;
      // A stage goes before what blocks: its builds take what is there.
      if (step === null ? tracker.readinessOf(row) !== 'ready' : step.source !== source) continue;
      const latest = this.#port.latestOf(source);
      if (latest === undefined || isEnded(latest.state)) rows.push({ source, row });
    }
    if (rows.length > slots) {
      const order = this.#order.places(tracker, () => this.#durations());
      rows.sort((a, b) => (order.get(a.row) ?? Infinity) - (order.get(b.row) ?? Infinity) || a.row - b.row);
    }
    return rows.map(({ source }) => {
      const { infrastructureFaults, elsewhere } = ledger.record(source);
      return { source: { source, purpose: null }, need: this.#needOf(source), ...retryAdvice(ledger.attemptsOf(source), infrastructureFaults, elsewhere) };
    });
  }

  /** Where the stages of the pass stand; what comes next in them is asked for, since it may have been built before. */
  #step(): StageStep | null {
    const step = this.#stages.step();
    const source = step === null ? null : this.#stages.unasked(step);
    if (source !== null) this.#port.record([{ kind: 'build-requested', sources: [source] }]);
    return step;
  }

  /** The scratch builds that could begin, in the order in which they were asked for. */
  #tries(): Waiting<Work>[] {
    const { tracker, ledger } = this.#port;
    return ledger.wishes().flatMap(({ source, purpose }) => {
      const row = this.#port.rowOf(source);
      if (row === undefined || tracker?.readinessOf(row) !== 'ready') return [];
      return [{ source: { source, purpose }, notBefore: 0, avoid: new Set<BuilderName>(), need: effectOf(purpose.fixes).need }];
    });
  }

  #needOf(source: SourceName): Waiting<Work>['need'] {
    return effectOf(this.#policy.fixesOf(source).map(({ change }) => change)).need;
  }

  /** Seconds that each source took when it last built, by row; what never built counts as an average one. */
  #durations(): Float64Array {
    const taken = this.#port.ledger.statistics.latest;
    let sum = 0;
    for (const each of taken.values()) sum += each;
    const mean = taken.size === 0 ? 1000 : sum / taken.size;
    return Float64Array.from(this.#port.plan?.sources ?? [], ({ name }) => (taken.get(name as SourceName) ?? mean) / 1000);
  }

  #creation({ source, purpose }: Work, builder: BuilderName): Extract<PortEvent, { kind: 'attempt-created' }> {
    const { ledger, plan } = this.#port;
    const fixes = this.#policy.fixesOf(source);
    const evr = plan?.sources[this.#port.rowOf(source) ?? -1]?.evr ?? '';
    return {
      kind: 'attempt-created',
      attempt: attemptIdOf(source, randomBytes(8).toString('hex')),
      source,
      pass: ledger.pass,
      builder,
      scratch: purpose !== null,
      expected: `${source}-${evr}`,
      generation: ledger.buildGeneration,
      debt: purpose === null && fixes.some(({ debt }) => debt),
      fixes: purpose?.fixes ?? fixes.map(({ change }) => change),
      ...(purpose === null ? {} : { purpose }),
      ...(this.#fleet.isSimulatedBuilder(builder) ? { simulated: true } : {}),
    };
  }
}
