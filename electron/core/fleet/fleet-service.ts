import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';
import type { BuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderTraits } from '#shared/port/builder-need.ts';
import type { Offer, PoolRoom } from '#shared/port/dispatch.ts';
import type { Attempt } from '#shared/port/attempt.ts';

import { BuilderLink, type BuilderLinkOptions } from '../builders/builder-link.ts';
import { MAX_SLOTS, type BuilderConfig } from '../builders/types.ts';
import { Live } from '../live/live.ts';
import type { PortService } from '../port/port-service.ts';
import { builderRow } from './builder-row.ts';

/** A builder with where it comes from. */
export interface FleetEntry {
  readonly config: BuilderConfig;
  readonly kind: BuilderRow['kind'];
  /** It is given nothing new: a person disabled it, and what it builds is finished; or it cannot reach the repository. */
  readonly idle: 'disabled' | 'out-of-reach' | null;
  /** Why a person disabled it; null when nobody did. */
  readonly quarantine: string | null;
}

export interface FleetPlan {
  readonly entries: readonly FleetEntry[];
  readonly repositoryHost: BuilderName | null;
  /** The most attempts that the builders of a pool run together, by pool; without those that have no cap. */
  readonly pools: ReadonlyMap<string, number>;
}

interface Member extends FleetEntry {
  readonly link: BuilderLink;
}

/** The builders of a port: one warm line to each, what they stand at, and what is free. */
export class FleetService {
  readonly rows = new Live<readonly BuilderRow[]>([]);
  readonly #port: PortService;
  readonly #options: BuilderLinkOptions;
  readonly #members = new Map<string, Member>();
  readonly #listeners = new Set<() => void>();
  #repositoryHost: BuilderName | null = null;
  #pools: ReadonlyMap<string, number> = new Map();
  #rowsText = '[]';
  #closed = false;

  constructor(port: PortService, options: BuilderLinkOptions) {
    this.#port = port;
    this.#options = options;
    port.onChange(() => this.#refresh());
  }

  /**
   * Takes over who belongs to the fleet: lines to builders that stay as they were stay up. The fleet is the new one at
   * once, so that nobody sees a builder missing whose line is only replaced; resolves when the old lines are closed.
   */
  async use({ entries, repositoryHost, pools }: FleetPlan): Promise<void> {
    if (this.#closed) return;
    this.#repositoryHost = repositoryHost;
    this.#pools = pools;
    const before = new Map(this.#members);
    this.#members.clear();
    const fresh: BuilderLink[] = [];
    for (const entry of entries) {
      const known = before.get(entry.config.name);
      if (known !== undefined && known.kind === entry.kind && JSON.stringify(known.config) === JSON.stringify(entry.config)) {
        before.delete(entry.config.name);
        this.#members.set(entry.config.name, { ...entry, link: known.link });
        continue;
      }
      const link = new BuilderLink(entry.config, this.#options);
      this.#members.set(entry.config.name, { ...entry, link });
      link.onStatus(() => this.#changed());
      fresh.push(link);
    }
    for (const link of fresh) connect(link);
    this.#changed();
    await Promise.all([...before.values()].map(({ link }) => link[Symbol.asyncDispose]()));
  }

  /** Called when a builder came, went or changed its status. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  link(name: string): BuilderLink | undefined {
    return this.#members.get(name)?.link;
  }

  links(): readonly BuilderLink[] {
    return [...this.#members.values()].map(({ link }) => link);
  }

  /** The line of a builder; throws a `not-found` {@link ProblemError}. */
  linkOf(name: string): BuilderLink {
    const link = this.link(name);
    if (link === undefined) throw new ProblemError('not-found', `There is no builder named ${JSON.stringify(name.slice(0, 64))} in this port’s fleet.`);
    return link;
  }

  isSimulatedBuilder(name: string): boolean {
    return this.#members.get(name)?.kind === 'simulated';
  }

  get isSimulated(): boolean {
    return [...this.#members.values()].some(({ kind }) => kind === 'simulated');
  }

  /** The builders that are ready for something new, with what is free of their slots. */
  offers(): readonly Offer[] {
    const busy = this.#busy();
    return [...this.#members.values()].flatMap(({ config, link, idle }) => {
      if (link.status.kind !== 'ready' || idle !== null) return [];
      const slots = slotsOf(config);
      return [{ builder: config.name, slots, free: slots - (busy.get(config.name)?.length ?? 0), pool: config.pool ?? null, facts: link.status.facts }];
    });
  }

  /** Every builder that is not disabled, as far as needs of packages look at it; of one that cannot be asked now no facts are known. */
  traits(): readonly BuilderTraits[] {
    return [...this.#members.values()]
      .filter(({ idle }) => idle === null)
      .map(({ config, link }) => ({ name: config.name, pool: config.pool ?? null, facts: link.status.kind === 'ready' ? link.status.facts : null }));
  }

  /** How many more attempts each pool with a cap may run; what its disabled or silent builders run counts too. */
  poolRooms(): PoolRoom {
    const rooms = new Map(this.#pools);
    if (rooms.size === 0) return rooms;
    for (const { builder } of this.#port.ledger.unended()) {
      const pool = this.#members.get(builder)?.config.pool;
      const room = pool === undefined ? undefined : rooms.get(pool);
      if (pool !== undefined && room !== undefined) rooms.set(pool, room - 1);
    }
    return rooms;
  }

  /** The first builder that can evaluate specs now; null when none is ready. */
  firstReady(): BuilderLink | null {
    return [...this.#members.values()].find(({ link, idle }) => link.status.kind === 'ready' && idle !== 'disabled')?.link ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    await Promise.all([...this.#members.values()].map(({ link }) => link[Symbol.asyncDispose]()));
    this.#members.clear();
  }

  #busy(): Map<BuilderName, Attempt[]> {
    const busy = new Map<BuilderName, Attempt[]>();
    for (const attempt of this.#port.ledger.unended()) {
      const mine = busy.get(attempt.builder);
      if (mine === undefined) busy.set(attempt.builder, [attempt]);
      else mine.push(attempt);
    }
    return busy;
  }

  #changed(): void {
    this.#refresh();
    for (const listener of this.#listeners) listener();
  }

  #refresh(): void {
    const busy = this.#busy();
    const rows = [...this.#members.values()].map(({ config, kind, link, idle, quarantine }) => {
      const status = idle === 'disabled' ? ({ kind: 'disabled' } as const) : link.status;
      return builderRow(config, kind, status, busy.get(config.name) ?? [], this.#port.ledger.statistics.tallyOf(config.name), config.name === this.#repositoryHost, quarantine);
    });
    const text = JSON.stringify(rows);
    if (text === this.#rowsText) return;
    this.#rowsText = text;
    this.rows.set(rows);
    const offering = [...this.#members.values()].filter(({ link, idle }) => link.status.kind === 'ready' && idle === null);
    this.#port.setFleet({
      alive: rows.filter(({ status }) => status === 'ready').length,
      all: rows.length,
      running: rows.reduce((sum, { running }) => sum + running.length, 0),
      simulated: this.isSimulated,
      slots: offering.reduce((sum, { config }) => sum + slotsOf(config), 0),
    });
  }
}

/** One connection carries no more than {@link MAX_SLOTS} builds, whatever the file says. */
function slotsOf({ slots }: BuilderConfig): number {
  return Math.min(slots, MAX_SLOTS);
}

/** Brings the line up; what comes of it is the link's status. */
function connect(link: BuilderLink): void {
  link.ready().catch(() => undefined);
}
