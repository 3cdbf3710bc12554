import { generationsInUse } from '#shared/port/generations.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { problem, problemOf } from '#shared/vocabulary/problem.ts';

import type { Troubles } from '../live/troubles.ts';
import type { PortService } from '../port/port-service.ts';
import type { RepositoryHost } from '../repository/repository-host.ts';
import type { Publication, PublishedRpm } from '../repository/types.ts';
import type { LandingDesk } from './landing-desk.ts';
import { repositoryGap } from './repository-gap.ts';
import type { ResultStore } from './result-store.ts';

/** Milliseconds before publishing is tried again after the repository host could not. */
const RETRY = 5_000;

export interface PublisherListener {
  /** There is a repository that buildroots can be made from. */
  prepared(): void;
  published(attempts: readonly Attempt[]): void;
}

/** A repository host with what the publisher has to know of it. */
export interface RepositoryPlace {
  readonly host: RepositoryHost;
  /** The builder that keeps it. */
  readonly builder: string;
  /** It is a simulation: RPMs of a simulation may go there, and nowhere else. */
  readonly simulated: boolean;
}

/**
 * Brings what is built into the repository: everything that waits goes into one new generation, one generation at a
 * time. Only the event that follows unblocks anybody. A host is prepared first: it is given all that the port has
 * published so far and that it lacks, so that buildroots never miss what the ledger calls in-repo.
 */
export class Publisher {
  readonly #port: PortService;
  readonly #results: ResultStore;
  readonly #landing: LandingDesk;
  readonly #troubles: Troubles;
  readonly #listener: PublisherListener;
  #place: RepositoryPlace | null = null;
  #prepared: RepositoryPlace | null = null;
  #working: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  /** Ends the work for a host that is no longer the host. */
  #stop = new AbortController();
  #closed = false;

  constructor(port: PortService, results: ResultStore, landing: LandingDesk, troubles: Troubles, listener: PublisherListener) {
    this.#port = port;
    this.#results = results;
    this.#landing = landing;
    this.#troubles = troubles;
    this.#listener = listener;
  }

  /** The host that keeps the repository from now on; null while there is none. What was begun for another is given up. */
  use(place: RepositoryPlace | null): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#place = place;
    this.#prepared = null;
    this.#endRetry();
    this.#troubles.set('repository', null);
    this.wake();
  }

  /** The repository, once it has all that was published, so that buildroots can be made from its newest generation. */
  get host(): RepositoryHost | null {
    return this.#prepared?.host ?? null;
  }

  /** Looks for something to publish; after a failure not before its time. */
  wake(): void {
    this.#tellHeld();
    if (this.#closed || this.#working !== null || this.#retry !== null || this.#place === null) return;
    if (this.#prepared === this.#place && this.#waiting().length === 0) return;
    const place = this.#place;
    this.#working = this.#work(place, this.#stop.signal)
      .then(
        () => this.#troubles.set('repository', null),
        (thrown: unknown) => {
          // What failed for a host that is no longer the host is nobody's trouble.
          if (this.#place === place && !this.#closed) this.#later(place, thrown);
        },
      )
      .finally(() => {
        this.#working = null;
        this.wake();
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop.abort();
    this.#endRetry();
    await this.#working;
  }

  /** Attempts that are built and verified, but in no generation yet; what was left out meanwhile stays out. */
  #waiting(): readonly Attempt[] {
    const { ledger } = this.#port;
    return ledger.unpublished().filter(({ source }) => ledger.record(source).leftOut === null);
  }

  async #work(place: RepositoryPlace, signal: AbortSignal): Promise<void> {
    if (this.#prepared !== place && !(await this.#prepare(place, signal))) return;
    const weighed = await this.#landing.weigh(this.#waiting());
    if (isOver(signal)) return;
    if (weighed.events.length > 0) this.#port.record(weighed.events);
    const batch: Attempt[] = [];
    const publications: Publication[] = [];
    const gone: Attempt[] = [];
    for (const attempt of weighed.publish) {
      const rpms = attempt.simulated && !place.simulated ? null : await this.#rpmsOf(attempt.id);
      if (rpms === null) {
        gone.push(attempt);
        continue;
      }
      batch.push(attempt);
      publications.push({ attempt: attempt.id, source: attempt.source, rpms });
    }
    if (isOver(signal)) return;
    if (gone.length > 0) {
      this.#port.record([{ kind: 'repository-taken', generation: this.#port.ledger.generation, gone: gone.map(({ id }) => id) }]);
      this.#tellGone(gone.filter((attempt) => place.simulated || !attempt.simulated));
    }
    if (batch.length === 0) return;
    const { latest } = await place.host.publish(publications, signal);
    if (isOver(signal)) return;
    this.#port.record([{ kind: 'generation-published', generation: latest, attempts: batch.map(({ id }) => id) }]);
    this.#listener.published(batch);
    // Housekeeping: what cannot be deleted now goes with the next generation.
    await place.host.prune(generationsInUse(this.#port.ledger), signal).catch(() => undefined);
  }

  /** Gives a host all that was published; false when it is no longer the host. */
  async #prepare(place: RepositoryPlace, signal: AbortSignal): Promise<boolean> {
    const { host, builder, simulated } = place;
    let generation = await host.prepare(signal);
    const { ledger } = this.#port;
    const found = await host.read(signal);
    const latest = found?.latest ?? { number: generation, entries: [] };
    const gap = await repositoryGap(ledger, latest, simulated, (attempt) => this.#rpmsOf(attempt));
    if (gap.missing.length > 0) {
      this.#troubles.set('repository', problem('conflict', `The repository on ${builder} lacks ${gap.missing.length} packages that were published before. They are brought there now; builds go on afterwards.`));
      ({ latest: generation } = await host.publish(gap.missing, signal));
    }
    if (isOver(signal)) return false;
    const gone = gap.gone.flatMap((id) => ledger.attempt(id) ?? []);
    if (generation !== ledger.generation || gap.gone.length > 0) this.#port.record([{ kind: 'repository-taken', generation, gone: gap.gone }]);
    this.#tellGone(gone.filter((attempt) => simulated || !attempt.simulated));
    this.#troubles.set(
      'strangers',
      gap.strangers === 0 ? null : problem('conflict', `The repository on ${builder} has ${gap.strangers} RPMs that this port did not build; buildroots can draw on them. Give this port a folder of its own (“repository” in portolan.yaml), or empty that one.`),
    );
    this.#prepared = place;
    this.#listener.prepared();
    return true;
  }

  /** An attempt's RPMs, with the older ones that stay beside them by other names; null where one is not on this machine any more. */
  async #rpmsOf(attempt: AttemptId): Promise<readonly PublishedRpm[] | null> {
    const own = await this.#results.presentRpmsOf(attempt);
    const kept = this.#port.ledger.holds.keptWith(attempt);
    const old = own === null || kept === null ? [] : await this.#results.presentRpmsOf(kept);
    if (own === null || old === null) return null;
    const names = new Set(own.map(({ file }) => file));
    return [...own, ...old.filter(({ file }) => !names.has(file) && !file.endsWith('.src.rpm'))];
  }

  #tellHeld(): void {
    const { ledger } = this.#port;
    const names = ledger.holds.all().flatMap(({ attempt }) => ledger.attempt(attempt)?.source ?? []);
    const which = names.slice(0, 5).join(', ');
    this.#troubles.set('held', names.length === 0 ? null : problem('conflict', `${names.length === 1 ? `${which} is` : `${names.length} packages (${which}${names.length > 5 ? ', …' : ''}) are`} built but held: publishing would break what resolves now. Decide in the drawer.`));
  }

  #tellGone(gone: readonly Attempt[]): void {
    if (gone.length === 0) return;
    const names = gone.slice(0, 5).map(({ source }) => source).join(', ');
    this.#troubles.set('results', problem('not-found', `${gone.length} packages that were built are neither in the repository nor on this machine any more (${names}${gone.length > 5 ? ', …' : ''}). Build all builds them again.`));
  }

  #later(place: RepositoryPlace, thrown: unknown): void {
    const { code, message, detail } = problemOf(thrown);
    this.#troubles.set('repository', problem(code, `Publishing to the repository on ${place.builder} did not work, and is tried again: ${message}`, detail));
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.wake();
    }, RETRY);
  }

  #endRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }
}

/** Asked anew after every wait. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
