import type { PassMode, Plan } from '../plan/types.ts';
import type { SourceName } from '../vocabulary/ids.ts';
import type { RecordedEvent } from './events.ts';
import { Ledger } from './ledger.ts';
import { lookOf } from './look.ts';
import type { SourceFacts } from './package-state.ts';
import { StateDeriver } from './state-deriver.ts';

/** What a port's history is read against: the plan of today, so that its past stands on the same map. */
export interface ReplayedPort {
  readonly plan: Plan;
  /** One entry for each source of the plan. */
  readonly facts: readonly SourceFacts[];
  /** The mode of a pass, from 1. */
  readonly modeOf: (pass: number) => PassMode;
}

/** Some of the changes, in order: column by column, one entry for each. */
export interface Changes {
  /** Milliseconds since 1970; never before the change before it, even where a clock went back. */
  readonly at: readonly number[];
  /** Index of the source in the plan. */
  readonly rows: readonly number[];
  /** What the package looked like from then on, as in {@link lookOf}. */
  readonly looks: readonly number[];
}

/**
 * The port's history once more, event by event: every change of a package's state, derived by the rules that derive the
 * present. At the end of the log it stands where the port stands.
 */
export class Replay {
  readonly ledger = new Ledger();
  /** How everything looked before the first event. */
  readonly begin: Uint8Array;
  /** How everything looks after the last event that was applied. */
  readonly looks: Uint8Array;
  /** When each pass began; the first with the first event. */
  readonly passes: { readonly pass: number; readonly at: number }[] = [];
  readonly #port: ReplayedPort;
  readonly #rowOf: ReadonlyMap<string, number>;
  readonly #at: number[] = [];
  readonly #rows: number[] = [];
  readonly #changed: number[] = [];
  #deriver: StateDeriver;
  #now = 0;

  constructor(port: ReplayedPort) {
    this.#port = port;
    this.#rowOf = new Map(port.plan.sources.map(({ name }, row) => [name, row]));
    this.looks = new Uint8Array(port.plan.sources.length);
    this.#deriver = this.#deriverOf(1);
    this.#deriver.deriveAll((row) => void (this.looks[row] = this.#lookOf(row)));
    this.begin = this.looks.slice();
  }

  /** The last event that is in it; 0 before the first. */
  get sequence(): number {
    return this.ledger.sequence;
  }

  /** How many changes there have been. */
  get count(): number {
    return this.#rows.length;
  }

  /** Folds the next event in. Work: the sources that it changes; all of them where a pass begins. */
  apply(recorded: RecordedEvent): void {
    this.#now = Math.max(this.#now, recorded.at);
    if (this.passes.length === 0) this.passes.push({ pass: this.ledger.pass, at: this.#now });
    const changed = this.ledger.apply(recorded);
    const write = (row: number): void => this.#write(row);
    if (changed === null) {
      this.passes.push({ pass: this.ledger.pass, at: this.#now });
      this.#deriver = this.#deriverOf(this.ledger.pass);
      return this.#deriver.deriveAll(write);
    }
    for (const source of new Set<SourceName>(changed)) {
      const row = this.#rowOf.get(source);
      if (row !== undefined) this.#deriver.derive(row, write);
    }
  }

  /** At most `most` changes from the one numbered `from` (from 0) on. */
  changes(from: number, most: number): Changes {
    const to = Math.min(this.count, from + most);
    return { at: this.#at.slice(from, to), rows: this.#rows.slice(from, to), looks: this.#changed.slice(from, to) };
  }

  #deriverOf(pass: number): StateDeriver {
    return new StateDeriver(this.ledger, this.#port.plan, this.#port.modeOf(pass), this.#port.facts);
  }

  #lookOf(row: number): number {
    return lookIn(this.#deriver, row);
  }

  #write(row: number): void {
    const look = this.#lookOf(row);
    if (this.looks[row] === look) return;
    this.looks[row] = look;
    this.#at.push(this.#now);
    this.#rows.push(row);
    this.#changed.push(look);
  }
}

/** What a package looks like as it stands. */
export function lookIn(deriver: StateDeriver, row: number): number {
  return lookOf(deriver.stateOf(row), deriver.hasDebt(row) || deriver.isTriaged(row));
}
