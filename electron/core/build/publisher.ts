import type { Attempt } from '#shared/port/ledger.ts';

import type { PortService } from '../port/port-service.ts';
import type { RepositoryHost } from '../repository/repository-host.ts';
import type { ResultStore } from './result-store.ts';

/** Milliseconds before publishing is tried again after the repository host could not. */
const RETRY = 5_000;

/**
 * Brings what is built into the repository: everything that waits goes into one new generation, one generation at a
 * time. Only the event that follows unblocks anybody.
 */
export class Publisher {
  readonly #port: PortService;
  readonly #results: ResultStore;
  readonly #onPublished: (attempts: readonly Attempt[]) => void;
  #host: RepositoryHost | null = null;
  #working: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #prepared: RepositoryHost | null = null;
  readonly #stop = new AbortController();

  constructor(port: PortService, results: ResultStore, onPublished: (attempts: readonly Attempt[]) => void) {
    this.#port = port;
    this.#results = results;
    this.#onPublished = onPublished;
  }

  /** The host that keeps the repository now; null while there is none. */
  use(host: RepositoryHost | null): void {
    this.#host = host;
    this.#prepared = null;
    this.wake();
  }

  /** The repository exists, so that buildroots can be made from its newest generation. */
  get host(): RepositoryHost | null {
    return this.#prepared;
  }

  /** Looks for something to publish. */
  wake(): void {
    if (this.#working !== null || this.#host === null || this.#stop.signal.aborted) return;
    if (this.#prepared === this.#host && this.#waiting().length === 0) return;
    this.#working = this.#work(this.#host)
      .catch(() => this.#later())
      .finally(() => {
        this.#working = null;
        if (this.#retry === null) this.wake();
      });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#working;
  }

  /** Attempts that are built and verified, but in no generation yet. */
  #waiting(): Attempt[] {
    const { ledger } = this.#port;
    return [...ledger.attempts()].filter(({ id, source, scratch, state, pass }) => {
      if (state !== 'succeeded' || scratch || pass !== ledger.pass) return false;
      const record = ledger.record(source);
      return record.landed !== id && record.attempts.findLast((each) => ledger.attempt(each)?.state === 'succeeded') === id;
    });
  }

  async #work(host: RepositoryHost): Promise<void> {
    if (this.#prepared !== host) {
      await host.prepare(this.#stop.signal);
      this.#prepared = host;
    }
    const batch = this.#waiting();
    if (batch.length === 0) return;
    const publications = batch.map(({ id, source }) => ({ attempt: id, source, rpms: this.#results.rpmsOf(id) }));
    const { latest } = await host.publish(publications, this.#stop.signal);
    this.#port.record([{ kind: 'generation-published', generation: latest, attempts: batch.map(({ id }) => id) }]);
    this.#onPublished(batch);
  }

  #later(): void {
    if (this.#stop.signal.aborted) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.wake();
    }, RETRY);
  }
}
