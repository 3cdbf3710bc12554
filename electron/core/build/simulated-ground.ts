import type { Plan } from '#shared/plan/types.ts';
import type { BuiltBinary } from '#shared/port/depth.ts';
import type { Attempt } from '#shared/port/attempt.ts';

import type { PortService } from '../port/port-service.ts';
import type { ResultStore } from './result-store.ts';
import { groupRows, simulatedBuildroot } from './simulated-buildroot.ts';

/** The buildroots of simulated attempts, made from what the port had landed when each was made. */
export class SimulatedGrounds {
  readonly #port: PortService;
  readonly #results: ResultStore;
  readonly #buildGroup: () => readonly string[];
  #group: { readonly plan: Plan; readonly names: readonly string[]; readonly rows: readonly number[] } | null = null;

  constructor(port: PortService, results: ResultStore, buildGroup: () => readonly string[]) {
    this.#port = port;
    this.#results = results;
    this.#buildGroup = buildGroup;
  }

  of({ source, sequence, pass }: Attempt): readonly BuiltBinary[] {
    const { plan, ledger } = this.#port;
    if (plan === null) return [];
    const { opening } = ledger;
    // In a frozen pass every buildroot has what had landed when the pass was opened.
    const until = opening?.mode?.kind === 'frozen' && opening.pass === pass ? Math.min(sequence, opening.sequence) : sequence;
    return simulatedBuildroot(plan, this.#port.rowOf(source) ?? -1, this.#groupOf(plan), {
      landed: (each) => ledger.landings.before(each, until)?.attempt ?? null,
      madeBy: (attempt) => this.#results.binariesOf(attempt)[0],
    });
  }

  #groupOf(plan: Plan): readonly number[] {
    const names = this.#buildGroup();
    if (this.#group?.plan !== plan || this.#group.names !== names) this.#group = { plan, names, rows: groupRows(plan, names) };
    return this.#group.rows;
  }
}
