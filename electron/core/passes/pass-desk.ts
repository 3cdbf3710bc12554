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

  /** The pass that can be taken back now; null: none. */
  get withdrawable(): number | null {
    const { ledger } = this.#port;
    return ledger.canWithdraw ? ledger.pass : null;
  }

  /** Takes the pass back that was opened last. Throws a `conflict` {@link ProblemError} once something was asked for or done in it. */
  withdraw(pass: number): void {
    const { ledger } = this.#port;
    if (ledger.pass !== pass) throw new ProblemError('conflict', `Pass ${pass} is not the one that is under way.`);
    if (this.withdrawable === null) {
      const asked = ledger.requested().size + ledger.wishes().length > 0;
      throw new ProblemError('conflict', pass === 1 ? 'The first pass was opened by nobody.' : asked ? `Builds of pass ${pass} are in the queue. Stop everything first; once one has begun, the pass stays.` : `Pass ${pass} has begun: what was done in it is on record, and it stays.`);
    }
    this.#port.record([{ kind: 'pass-withdrawn', pass }]);
  }
}
