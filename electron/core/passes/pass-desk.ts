import { nextPass, type NextPass, type PlannedPass } from '#shared/port/next-pass.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PortService } from '../port/port-service.ts';

/** Shows what the pass that follows would do, and opens it. */
export class PassDesk {
  readonly #port: PortService;
  readonly #passes: () => readonly PlannedPass[];

  constructor(port: PortService, passes: () => readonly PlannedPass[]) {
    this.#port = port;
    this.#passes = passes;
  }

  /** Null where portolan.yaml names no further pass. */
  preview(): NextPass | null {
    const { ledger } = this.#port;
    const { portable, leftOut, counts } = this.#port.tally();
    const ground = {
      pass: ledger.pass,
      generation: ledger.generation,
      portable,
      leftOut,
      inRepo: counts['in-repo'],
      running: ledger.unended().filter(({ scratch }) => !scratch).length,
      unpublished: counts.built,
      held: counts.held,
      requested: ledger.requested().size,
    };
    return nextPass(ground, this.#passes()[ledger.pass]);
  }

  /**
   * @param pass the number that the person was shown, so that two who click at once open one pass. Throws a `conflict`
   * {@link ProblemError} where it cannot be opened.
   */
  open(pass: number): NextPass {
    const next = this.preview();
    if (next === null) throw new ProblemError('conflict', `portolan.yaml names no pass after pass ${this.#port.ledger.pass}. Add one under “passes”.`);
    if (next.pass !== pass) throw new ProblemError('conflict', `Pass ${pass} cannot be opened: pass ${next.pass} is the one that follows.`);
    if (next.refusal !== null) throw new ProblemError('conflict', next.refusal);
    const { mode, generation, inherit } = next;
    this.#port.record([{ kind: 'pass-opened', pass, mode, generation, inherit }]);
    return next;
  }
}
