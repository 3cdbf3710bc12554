import type { DebtRow } from '#shared/contract/schemas/debt.ts';
import { reverse, type Graph } from '#shared/graph/graph.ts';
import { reachable } from '#shared/graph/reach.ts';
import type { Plan } from '#shared/plan/types.ts';
import { ageInDays, carriesFix, trialWithout } from '#shared/port/debt.ts';
import { sameThing, type PortFix } from '#shared/port/fix.ts';
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
    const onTop = carried ? this.#onTop(row) : [];
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

  /** What is in the repository and was built in buildroots that draw on it. */
  #onTop(row: number): SourceName[] {
    const { plan } = this.#port;
    if (plan === null) return [];
    if (this.#built?.plan !== plan) this.#built = { plan, on: reverse(plan.direct) };
    const reached = reachable(this.#built.on, [row]);
    // Names were parsed when they were ingested.
    return plan.sources.flatMap(({ name }, other) => (other !== row && reached[other] === 1 && this.#port.stateOf(other) === 'in-repo' ? [name as SourceName] : []));
  }
}
