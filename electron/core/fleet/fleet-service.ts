import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { BuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { Offer } from '#shared/port/dispatch.ts';
import type { Attempt } from '#shared/port/ledger.ts';

import { BuilderLink, type BuilderLinkOptions } from '../builders/builder-link.ts';
import type { BuilderConfig } from '../builders/types.ts';
import { Live } from '../live/live.ts';
import type { PortService } from '../port/port-service.ts';
import { builderRow, type BuilderTally } from './builder-row.ts';

/** A builder with where it comes from. */
export interface FleetEntry {
  readonly config: BuilderConfig;
  readonly kind: BuilderRow['kind'];
}

interface Member extends FleetEntry {
  readonly link: BuilderLink;
}

/** The builders of a port: one warm line to each, what they stand at, and what is free. */
export class FleetService {
  readonly rows = new Live<readonly BuilderRow[]>([]);
  readonly #port: PortService;
  readonly #options: BuilderLinkOptions;
  readonly #members = new Map<BuilderName, Member>();
  readonly #listeners = new Set<() => void>();
  #repositoryHost: BuilderName | null = null;

  constructor(port: PortService, options: BuilderLinkOptions) {
    this.#port = port;
    this.#options = options;
    port.onChange(() => this.#refresh());
  }

  /** Takes over who belongs to the fleet: lines to builders that stay as they were stay up. */
  async use(entries: readonly FleetEntry[], repositoryHost: BuilderName | null): Promise<void> {
    this.#repositoryHost = repositoryHost;
    const wanted = new Map(entries.map((entry) => [entry.config.name, entry]));
    for (const [name, member] of [...this.#members]) {
      const entry = wanted.get(name);
      if (entry !== undefined && JSON.stringify([entry.config, entry.kind]) === JSON.stringify([member.config, member.kind])) continue;
      this.#members.delete(name);
      await member.link[Symbol.asyncDispose]();
    }
    for (const [name, entry] of wanted) {
      if (this.#members.has(name)) continue;
      const link = new BuilderLink(entry.config, this.#options);
      this.#members.set(name, { ...entry, link });
      link.onStatus(() => this.#changed());
      connect(link);
    }
    this.#changed();
  }

  /** Called when a builder came, went or changed its status. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  link(name: string): BuilderLink | undefined {
    return [...this.#members.values()].find(({ config }) => config.name === name)?.link;
  }

  /** The line of a builder; throws a `not-found` {@link ProblemError}. */
  linkOf(name: string): BuilderLink {
    const link = this.link(name);
    if (link === undefined) throw new ProblemError('not-found', `There is no builder named ${JSON.stringify(name.slice(0, 64))} in this port’s fleet.`);
    return link;
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  get isSimulated(): boolean {
    return [...this.#members.values()].some(({ kind }) => kind === 'simulated');
  }

  /** The builders that are ready, with what is free of their slots and pools. */
  offers(): readonly Offer[] {
    const busy = this.#busy();
    return [...this.#members.values()].flatMap(({ config, link }) => {
      if (link.status.kind !== 'ready') return [];
      return [{ builder: config.name, slots: config.slots, free: config.slots - (busy.get(config.name)?.length ?? 0) }];
    });
  }

  /** The first builder that can evaluate specs now; null when none is ready. */
  firstReady(): BuilderLink | null {
    return [...this.#members.values()].find(({ link }) => link.status.kind === 'ready')?.link ?? null;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await Promise.all([...this.#members.values()].map(({ link }) => link[Symbol.asyncDispose]()));
    this.#members.clear();
  }

  #busy(): Map<BuilderName, Attempt[]> {
    const busy = new Map<BuilderName, Attempt[]>();
    for (const attempt of this.#port.ledger.attempts()) {
      if (isEnded(attempt.state)) continue;
      busy.set(attempt.builder, [...(busy.get(attempt.builder) ?? []), attempt]);
    }
    return busy;
  }

  #changed(): void {
    this.#refresh();
    for (const listener of this.#listeners) listener();
  }

  #refresh(): void {
    const busy = this.#busy();
    const tallies = new Map<BuilderName, BuilderTally>();
    for (const { builder, state, scratch } of this.#port.ledger.attempts()) {
      if (scratch || (state !== 'succeeded' && state !== 'failed')) continue;
      const { built, failed } = tallies.get(builder) ?? { built: 0, failed: 0 };
      tallies.set(builder, state === 'succeeded' ? { built: built + 1, failed } : { built, failed: failed + 1 });
    }
    const rows = [...this.#members.values()].map(({ config, kind, link }) =>
      builderRow(config, kind, link.status, busy.get(config.name) ?? [], tallies.get(config.name) ?? { built: 0, failed: 0 }, config.name === this.#repositoryHost),
    );
    if (JSON.stringify(rows) === JSON.stringify(this.rows.value)) return;
    this.rows.set(rows);
    const ready = rows.filter(({ status }) => status === 'ready');
    this.#port.setFleet({
      alive: ready.length,
      all: rows.length,
      running: rows.reduce((sum, { running }) => sum + running.length, 0),
      simulated: this.isSimulated,
      slots: ready.reduce((sum, { slots }) => sum + slots, 0),
    });
  }
}

/** Brings the line up; what comes of it is the link's status. */
function connect(link: BuilderLink): void {
  link.ready().catch(() => undefined);
}
