import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { rankReady } from '#shared/plan/priority.ts';
import type { Waiting } from '#shared/port/dispatch.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { Ledger } from '#shared/port/ledger.ts';
import { packageStateOf, standingOf, type SourceFacts } from '#shared/port/package-state.ts';
import { retryAdvice } from '#shared/port/retry.ts';
import { latestAttempt } from '#shared/port/state-deriver.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';

/** An event with its moment, in milliseconds from the beginning of the rehearsal. */
export interface TimedEvent {
  readonly at: number;
  readonly event: PortEvent;
}

/** Ranking anew is worth it so often only, in simulated milliseconds; what becomes ready in between comes after what was ranked. */
const RANK_EVERY = 3 * 60 * 60_000;

/** A port that is played: its history so far, and what follows from it by the rules that a real one follows. */
export class PlayedPort {
  readonly ledger = new Ledger();
  readonly events: TimedEvent[] = [];
  readonly tracker: BlockerTracker;
  readonly #facts: readonly SourceFacts[];
  readonly #names: readonly SourceName[];
  readonly #rowOf: ReadonlyMap<SourceName, number>;
  /** Requested, ready, and with no attempt under way. */
  readonly #startable = new Set<number>();
  #places: ReadonlyMap<number, number> = new Map();
  #rankedAt = -Infinity;

  constructor(tracker: BlockerTracker, facts: readonly SourceFacts[]) {
    this.tracker = tracker;
    this.#facts = facts;
    // Names were parsed when they were ingested.
    this.#names = tracker.plan.sources.map(({ name }) => name as SourceName);
    this.#rowOf = new Map(this.#names.map((name, row) => [name, row]));
    for (const row of this.#names.keys()) this.#derive(row);
  }

  rowOf(source: SourceName): number {
    return this.#rowOf.get(source) ?? -1;
  }

  nameOf(row: number): SourceName | undefined {
    return this.#names[row];
  }

  record(at: number, event: PortEvent): void {
    this.events.push({ at, event });
    const changed = this.ledger.apply({ sequence: this.events.length, at, event });
    for (const source of changed ?? this.#names) this.#derive(this.rowOf(source));
  }

  latestOf(source: SourceName): Attempt | undefined {
    return latestAttempt(this.ledger, source);
  }

  /** What may be given to a builder, in the scheduler's order. */
  waiting(slots: number, now: number): Waiting<SourceName>[] {
    const rows = [...this.#startable].sort((a, b) => a - b);
    if (rows.length > slots) {
      if (now - this.#rankedAt >= RANK_EVERY) {
        this.#rankedAt = now;
        this.#places = new Map(rankReady(this.tracker, this.tracker.plan.sources.map(() => 1)).map(({ source }, place) => [source, place]));
      }
      rows.sort((a, b) => (this.#places.get(a) ?? Infinity) - (this.#places.get(b) ?? Infinity) || a - b);
    }
    return rows.flatMap((row) => {
      const source = this.#names[row];
      if (source === undefined) return [];
      const { infrastructureFaults, elsewhere } = this.ledger.record(source);
      return [{ source, ...retryAdvice(this.ledger.attemptsOf(source), infrastructureFaults, elsewhere) }];
    });
  }

  #derive(row: number): void {
    const source = this.#names[row];
    if (source === undefined) return;
    const state = packageStateOf(this.ledger.record(source), this.latestOf(source), this.#facts[row] ?? { notForArch: false, broken: null }, this.tracker.readinessOf(row));
    const touched = this.tracker.set(row, standingOf(state));
    for (const each of [row, ...touched]) this.#note(each);
  }

  #note(row: number): void {
    const source = this.#names[row];
    if (source === undefined) return;
    const latest = this.latestOf(source);
    const may = this.ledger.record(source).requested && this.tracker.readinessOf(row) === 'ready' && (latest === undefined || isEnded(latest.state));
    if (may) this.#startable.add(row);
    else this.#startable.delete(row);
  }
}
