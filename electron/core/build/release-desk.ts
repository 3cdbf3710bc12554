import type { HeldRow } from '#shared/contract/schemas/held.ts';
import type { Held } from '#shared/port/holds.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PortService } from '../port/port-service.ts';
import type { ResultStore } from './result-store.ts';

/** What a person decides of a build that is held. */
export class ReleaseDesk {
  readonly #port: PortService;
  readonly #results: ResultStore;

  constructor(port: PortService, results: ResultStore) {
    this.#port = port;
    this.#results = results;
  }

  /** Why it is held, and what can be done; null where it is not. */
  describe(source: SourceName): HeldRow | null {
    const held = this.#port.ledger.holds.of(source);
    return held === null ? null : { breaks: held.breaks.map((each) => ({ ...each })), total: held.total, canKeepOld: this.#canKeepOld(source, held) };
  }

  /**
   * Lets it be published all the same; with `keepOld` the packages that it replaces stay beside its own, so that what
   * needs them goes on resolving. Throws a `conflict` {@link ProblemError} where it is not held, or nothing could be kept.
   */
  release(source: SourceName, keepOld: boolean): void {
    const { ledger } = this.#port;
    const held = ledger.holds.of(source);
    if (held === null) throw new ProblemError('conflict', `${source} is not held.`);
    if (keepOld && !this.#canKeepOld(source, held)) throw new ProblemError('conflict', `The packages of ${source} that are in the repository have the names of the new ones, so that both cannot be kept. Publish it anyway, or build it again.`);
    this.#port.record([{ kind: 'landing-released', attempt: held.attempt, keep: keepOld ? (ledger.published().get(source) ?? null) : null }]);
  }

  /** Files of one name cannot lie beside one another. */
  #canKeepOld(source: SourceName, { attempt }: Held): boolean {
    const old = this.#port.ledger.published().get(source);
    if (old === undefined) return false;
    const names = new Set(this.#results.rpmsOf(attempt).map(({ file }) => file));
    return this.#results.rpmsOf(old).some(({ file }) => !file.endsWith('.src.rpm') && !names.has(file));
  }
}
