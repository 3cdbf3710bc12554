import type { DebtRow } from '#shared/contract/schemas/debt.ts';
import { reverse, successors, type Graph } from '#shared/graph/graph.ts';
import type { Plan } from '#shared/plan/types.ts';
import { ageInDays, carriesFix, trialWithout } from '#shared/port/debt.ts';
import { sameThing, type FixChange, type PortFix } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { parseSourceName, type SourceName } from '#shared/vocabulary/ids.ts';

import type { PortService } from './port-service.ts';

/** How many packages a row of the debt ledger names; the count beside it says how many there are. */
const NAMED = 20;

/** The debt ledger: every port fix that must go again, who answers for it, how old it is, and what hangs on it. */
export class DebtLister {
  readonly #port: PortService;
  readonly #fixes: () => Readonly<Record<string, readonly PortFix[]>>;
  readonly #clock: () => number;
  #built: { readonly plan: Plan; readonly on: Graph } | null = null;

  constructor(port: PortService, fixes: () => Readonly<Record<string, readonly PortFix[]>>, clock: () => number) {
    this.#port = port;
    this.#fixes = fixes;
    this.#clock = clock;
  }

  /** The oldest first; what names no day comes before all of them, since nobody knows how old it is. Names that the port does not have are passed over. */
  list(): DebtRow[] {
    const now = this.#clock();
    const rows = Object.entries(this.#fixes()).flatMap(([name, fixes]) => {
      const source = parseSourceName(name);
      const row = source.ok ? this.#port.rowOf(source.value) : undefined;
      return source.ok && row !== undefined ? fixes.filter(({ debt }) => debt).map((fix) => this.#row(source.value, row, fix, now)) : [];
    });
    return rows.sort((a, b) => (b.ageDays ?? Infinity) - (a.ageDays ?? Infinity) || a.source.localeCompare(b.source));
  }

  #row(source: SourceName, row: number, fix: PortFix, now: number): DebtRow {
    const { ledger } = this.#port;
    const landed = ledger.record(source).landed;
    const attempt = landed === null ? undefined : ledger.attempt(landed);
    const carried = attempt !== undefined && carriesFix(attempt, fix.change);
    const trial = trialWithout(ledger.attemptsOf(source), fix.change, fix.since);
    const waits = ledger.wishes().some(({ source: other, purpose }) => other === source && purpose.without !== null && sameThing(purpose.without, fix.change));
    const onTop = this.#onTop(row, fix.change);
    return {
      source,
      fix,
      words: fixWords(fix.change),
      state: this.#port.stateOf(row),
      ageDays: ageInDays(fix.since, now),
      trial: { kind: waits ? 'waiting' : trial.kind, attempt: trial.attempt?.id ?? null, at: trial.attempt === null ? null : (trial.attempt.endedAt ?? trial.attempt.createdAt) },
      carried,
      onTop: { count: onTop.length, names: onTop.slice(0, NAMED) },
      holdsUp: this.#port.waitsOf(row),
    };
  }

  /**
   * What is in the repository and was built in a buildroot that drew on what carries the fix: directly, or through others
   * that did. What landed before it, or was built anew after it was gone, is none of that.
   */
  #onTop(row: number, change: FixChange): SourceName[] {
    const { plan, ledger } = this.#port;
    if (plan === null) return [];
    if (this.#built?.plan !== plan) this.#built = { plan, on: reverse(plan.direct) };
    // Names were parsed when they were ingested.
    const nameOf = (other: number): SourceName => (plan.sources[other]?.name ?? '') as SourceName;
    const tainted = new Set([row]);
    for (const each of tainted) {
      const source = nameOf(each);
      const landed = ledger.record(source).landed;
      for (const other of successors(this.#built.on, each)) {
        const attempt = ledger.record(nameOf(other)).landed;
        const built = attempt === null ? undefined : ledger.attempt(attempt);
        const from = built === undefined ? undefined : ledger.landings.before(source, built.sequence)?.attempt;
        const seen = from === undefined ? undefined : ledger.attempt(from);
        if (seen !== undefined && (each === row ? carriesFix(seen, change) : seen.id === landed)) tainted.add(other);
      }
    }
    tainted.delete(row);
    return [...tainted].map(nameOf).toSorted();
  }
}
