import { randomBytes } from 'node:crypto';

import { reachable } from '#shared/graph/reach.ts';
import { rankReady } from '#shared/plan/priority.ts';
import { assign, nextWake, type Waiting } from '#shared/port/dispatch.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { Attempt } from '#shared/port/ledger.ts';
import { retryAdvice } from '#shared/port/retry.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseAttemptId, type AttemptId, type BuilderName, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { FleetService } from '../fleet/fleet-service.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { PortService } from '../port/port-service.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import type { Publisher } from './publisher.ts';

/** What came of a wish to build. */
export interface Queued {
  readonly queued: SourceName[];
  readonly skipped: { readonly source: SourceName; readonly why: string }[];
}

export interface BuildPolicy {
  /** Whether a build of the source now carries a port fix that must go again. */
  hasDebt(source: SourceName): boolean;
  readonly clock: () => number;
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
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(port: PortService, fleet: FleetService, describer: PackageDescriber, runner: AttemptRunner, publisher: Publisher, policy: BuildPolicy) {
    this.#port = port;
    this.#fleet = fleet;
    this.#describer = describer;
    this.#runner = runner;
    this.#publisher = publisher;
    this.#policy = policy;
    port.onChange(() => this.#look());
    fleet.onChange(() => this.#look());
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
      const why = this.#refusal(source, row);
      if (why === null) queued.push(source);
      else skipped.push({ source, why });
    }
    if (dependents && this.#port.tracker !== null) {
      const reached = reachable(this.#port.tracker.waiting, found.map(({ row }) => row));
      for (const [row, { name }] of (this.#port.plan?.sources ?? []).entries()) {
        const source = name as SourceName;
        const state = this.#port.stateOf(row);
        if (reached[row] === 1 && (state === 'ready' || state === 'blocked') && !queued.includes(source)) queued.push(source);
      }
    }
    return this.#request(queued, skipped);
  }

  unqueue(names: readonly string[]): void {
    const sources = names.map((name) => this.#describer.find(name).source).filter((source) => this.#port.ledger.record(source).requested);
    if (sources.length > 0) this.#port.record([{ kind: 'build-unrequested', sources }]);
  }

  /** Takes everything out of the queue and cancels what is being built. */
  async stopAll(): Promise<{ cancelled: number; unqueued: number }> {
    const requested = this.#port.ledger.requested();
    if (requested.length > 0) this.#port.record([{ kind: 'build-unrequested', sources: requested }]);
    const running = this.#unended();
    await Promise.all(running.map((attempt) => this.#runner.cancel(attempt)));
    return { cancelled: running.length, unqueued: requested.length };
  }

  /** Throws a `not-found` or `conflict` {@link ProblemError} for an attempt that is none or has ended. */
  async cancel(id: string): Promise<void> {
    const parsed = parseAttemptId(id);
    const attempt = parsed.ok ? this.#port.ledger.attempt(parsed.value) : undefined;
    if (attempt === undefined) throw new ProblemError('not-found', `There is no attempt ${JSON.stringify(id.slice(0, 64))}.`);
    if (isEnded(attempt.state)) throw new ProblemError('conflict', `Attempt ${attempt.number} of ${attempt.source} has ended already (${attempt.state}).`);
    await this.#runner.cancel(attempt);
  }

  /** Takes up every attempt that had not ended when the core was last closed or killed. */
  resume(): void {
    for (const attempt of this.#unended()) if (this.#fleet.link(attempt.builder) !== undefined) void this.#runner.run(attempt);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#runner.close();
  }

  #unended(): Attempt[] {
    return [...this.#port.ledger.attempts()].filter(({ state }) => !isEnded(state));
  }

  /** Why a package cannot be built on request now; null when it can. */
  #refusal(source: SourceName, row: number): string | null {
    const record = this.#port.ledger.record(source);
    if (record.leftOut !== null) return 'It is left out; bring it back first.';
    const { notForArch, broken } = this.#port.factsOf(row);
    if (notForArch) return 'Its spec says that it is not for this architecture.';
    if (broken !== null) return broken;
    const latest = this.#port.latestOf(source);
    if (latest !== undefined && !isEnded(latest.state)) return `Attempt ${latest.number} is under way on ${latest.builder}.`;
    if (record.requested) return 'It is in the queue already.';
    return null;
  }

  #request(queued: SourceName[], skipped: Queued['skipped']): Queued {
    if (queued.length > 0) this.#port.record([{ kind: 'build-requested', sources: queued }]);
    return { queued, skipped };
  }

  #look(): void {
    if (this.#closed) return;
    this.#publisher.wake();
    this.resume();
    this.#dispatch();
  }

  /** Hands out what is ready. The attempts are on disk before any builder hears of them. */
  #dispatch(): void {
    const waiting = this.#waiting();
    const now = this.#policy.clock();
    if (this.#timer !== null) clearTimeout(this.#timer);
    const wake = nextWake(waiting, now);
    this.#timer = wake === null ? null : setTimeout(() => this.#look(), wake - now);
    if (waiting.length === 0 || this.#publisher.host === null) return;
    const assignments = assign(waiting, this.#fleet.offers(), now);
    if (assignments.length === 0) return;
    const events = assignments.map(({ source, builder }) => this.#creation(source, builder));
    this.#port.record(events);
    for (const { attempt } of events) {
      const created = this.#port.ledger.attempt(attempt);
      if (created !== undefined) void this.#runner.run(created);
    }
  }

  /** What is requested and ready, in the scheduler's order; rebuilds of what is in the repository come last. */
  #waiting(): Waiting<SourceName>[] {
    const { tracker, plan, ledger } = this.#port;
    const requested = new Set(ledger.requested());
    if (tracker === null || plan === null || requested.size === 0) return [];
    const order = new Map(rankReady(tracker, this.#durations()).map(({ source }, place) => [source, place]));
    const rows = [...requested].flatMap((source) => {
      const row = this.#port.rowOf(source);
      const latest = this.#port.latestOf(source);
      const busy = latest !== undefined && !isEnded(latest.state);
      return row === undefined || busy || tracker.readinessOf(row) !== 'ready' ? [] : [{ source, row }];
    });
    rows.sort((a, b) => (order.get(a.row) ?? Infinity) - (order.get(b.row) ?? Infinity) || a.row - b.row);
    return rows.map(({ source }) => ({ source, ...retryAdvice(ledger.attemptsOf(source)) }));
  }

  /** Seconds that each source took when it last built, by row; what never built counts as an average one. */
  #durations(): Float64Array {
    const taken = new Map<number, number>();
    for (const { source, state, createdAt, endedAt } of this.#port.ledger.attempts()) {
      const row = this.#port.rowOf(source);
      if (state === 'succeeded' && endedAt !== null && row !== undefined) taken.set(row, (endedAt - createdAt) / 1000);
    }
    const mean = taken.size === 0 ? 1 : [...taken.values()].reduce((sum, each) => sum + each, 0) / taken.size;
    return Float64Array.from(this.#port.plan?.sources ?? [], (_, row) => taken.get(row) ?? mean);
  }

  #creation(source: SourceName, builder: BuilderName): Extract<PortEvent, { kind: 'attempt-created' }> {
    const { ledger, plan } = this.#port;
    const evr = plan?.sources[this.#port.rowOf(source) ?? -1]?.evr ?? '';
    return {
      kind: 'attempt-created',
      attempt: newAttemptId(source),
      source,
      pass: ledger.pass,
      builder,
      scratch: false,
      expected: `${source}-${evr}`,
      generation: ledger.generation,
      debt: this.#policy.hasDebt(source),
    };
  }
}

/** Readable on the builder, and never the same twice even among ports that share one. */
function newAttemptId(source: SourceName): AttemptId {
  const readable = source.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 40);
  const parsed = parseAttemptId(`a${readable === '' ? '' : `-${readable}`}-${randomBytes(8).toString('hex')}`);
  if (!parsed.ok) throw new ProblemError('internal', `No attempt id could be made for ${source}.`);
  return parsed.value;
}
