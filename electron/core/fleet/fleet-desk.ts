import { homedir } from 'node:os';
import { join } from 'node:path';

import type { NewBuilder, PracticeStatus } from '#shared/contract/schemas/fleet.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError, problemOf } from '#shared/vocabulary/problem.ts';

import type { RepositoryPlace } from '../build/publisher.ts';
import type { BuilderLink } from '../builders/builder-link.ts';
import type { Troubles } from '../live/troubles.ts';
import type { PortService } from '../port/port-service.ts';
import { addBuilder, removeBuilder } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import type { ProjectConfig, SimulatedFleetWish } from '../project/project-schema.ts';
import { RepositoryHost } from '../repository/repository-host.ts';
import type { RepositoryConfig } from '../repository/types.ts';
import type { TaskBoard } from '../tasks/task-board.ts';
import type { FleetEntry, FleetService } from './fleet-service.ts';
import type { PracticeFleet, PracticeProvider } from './practice-provider.ts';
import { mayBuildFrom } from './who-may-build.ts';

/** Where the first builder keeps the repository when `portolan.yaml` does not say. */
const DEFAULT_REPOSITORY = '/var/lib/portolan/repository';

export interface FleetDeskParts {
  readonly project: ProjectFolder;
  readonly port: PortService;
  readonly fleet: FleetService;
  readonly tasks: TaskBoard;
  readonly practice: PracticeProvider;
  readonly troubles: Troubles;
  /** Told when another host keeps the repository. */
  readonly useRepository: (place: RepositoryPlace | null) => void;
}

/** Where the repository is to be kept. */
interface RepositoryWish {
  readonly config: RepositoryConfig;
  readonly host: Pick<FleetEntry, 'config' | 'kind'>;
  /** Builders beside the host have an address of it. */
  readonly shared: boolean;
}

/**
 * Who belongs to the fleet: the builders of `portolan.yaml`, and the practice fleet beside them. The only place that
 * puts the two together and says who keeps the repository.
 */
export class FleetDesk {
  readonly #parts: FleetDeskParts;
  #practice: PracticeFleet | null = null;
  #starting = false;
  #known = false;
  #using: Promise<void> = Promise.resolve();
  #used: { readonly line: BuilderLink; readonly config: string } | null = null;
  #repositoryHost: string | null = null;

  constructor(parts: FleetDeskParts) {
    this.#parts = parts;
    parts.port.onChange(() => this.#closeIdleLines());
  }

  /**
   * Brings the fleet up to date with `portolan.yaml` and the practice fleet; one after the other. Never rejects: what is
   * wrong with the fleet is told as a trouble, and the fleet stays as it was.
   */
  refresh(): Promise<void> {
    const { troubles } = this.#parts;
    this.#using = this.#using.then(() => this.#use()).then(
      () => troubles.set('fleet', null),
      (thrown: unknown) => troubles.set('fleet', problemOf(thrown)),
    );
    return this.#using;
  }

  /** Takes over the practice fleet that is running already, if there is one. Never rejects. */
  async adopt(): Promise<boolean> {
    try {
      this.#practice = this.#simulation() === null ? await this.#parts.practice.adopt() : null;
      this.#parts.troubles.set('practice', null);
    } catch (thrown) {
      this.#parts.troubles.set('practice', problemOf(thrown));
    }
    await this.refresh();
    return this.#practice !== null;
  }

  /** No builder will come by itself any more: attempts on builders that are not there now can be given up for lost. */
  settle(): void {
    this.#known = true;
  }

  /** Whether who belongs to the fleet is known; it is not while a practice fleet is being started. */
  get isKnown(): boolean {
    return this.#known && !this.#starting;
  }

  async add(builder: NewBuilder): Promise<void> {
    const name = parseBuilderName(builder.name);
    if (!name.ok) throw new ProblemError(name.error.code, name.error.message);
    if (this.#parts.fleet.link(builder.name) !== undefined) throw new ProblemError('conflict', `There is a builder named ${builder.name} already.`);
    await this.#parts.project.edit(addBuilder(builder));
  }

  async remove(name: string): Promise<void> {
    const { fleet, port, project } = this.#parts;
    fleet.linkOf(name);
    const busy = port.ledger.unended().filter(({ builder }) => builder === name);
    if (busy.length > 0) throw new ProblemError('conflict', `${name} is building ${busy.map(({ source }) => source).join(', ')}. Disable it, and remove it once it is idle.`);
    const { builders, repository } = project.view.config;
    if (!builders.some((builder) => builder.name === name)) throw new ProblemError('conflict', `${name} is a builder of the practice fleet; stop the practice fleet instead.`);
    if (repository?.builder === name) throw new ProblemError('conflict', `${name} keeps the repository. Name another builder under “repository” in portolan.yaml first; what was published is brought there.`);
    await project.edit(removeBuilder(name));
  }

  /**
   * A builder in quarantine is given nothing new and finishes what it builds; its line is closed once it is idle, unless
   * it keeps the repository, which it goes on doing. Part of the port's history, so it holds until somebody releases it.
   */
  async setEnabled(name: string, enabled: boolean, reason = ''): Promise<void> {
    const { fleet, port } = this.#parts;
    const parsed = parseBuilderName(fleet.linkOf(name).name);
    if (!parsed.ok) throw new ProblemError(parsed.error.code, parsed.error.message);
    const builder = parsed.value;
    if (enabled === port.ledger.judgements.quarantined().has(builder)) port.record([enabled ? { kind: 'builder-released', builder } : { kind: 'builder-quarantined', builder, reason }]);
    await this.refresh();
  }

  async practiceStatus(): Promise<PracticeStatus> {
    return { ...(await this.#parts.practice.status()), running: this.#practice?.kind ?? 'none' };
  }

  /**
   * Starts a practice fleet in place of the one that runs; the id is that of the task that shows how it goes. A fleet of
   * the same kind that runs already is kept. Throws a `conflict` {@link ProblemError} while one is being started.
   */
  practiceUp(kind: PracticeFleet['kind']): string {
    if (this.#starting) throw new ProblemError('conflict', 'A practice fleet is being started already.');
    if (kind === 'emulated' && this.#simulation() !== null) {
      throw new ProblemError('conflict', 'This port is built by a simulation (“practice” in portolan.yaml), and what a simulation built is of no use to other builders. Use a project of its own for the emulated ones.');
    }
    this.#starting = true;
    const { id, outcome } = this.#parts.tasks.run(kind === 'emulated' ? 'Start the practice fleet: emulated s390x builders' : 'Start the practice fleet: a simulation', async (context) => {
      const before = this.#practice;
      // Two simulations would share one state; of emulated builders the ones that run are what comes back.
      if (kind === 'simulated' && before?.kind === kind) return;
      const next = await this.#parts.practice.up(kind, context, this.#simulation());
      this.#practice = next;
      await this.refresh();
      if (before?.kind !== kind) await before?.stop();
    });
    outcome
      .catch(() => undefined)
      .finally(() => {
        this.#starting = false;
        void this.refresh();
      });
    return id;
  }

  async practiceDown(): Promise<void> {
    const before = this.#practice;
    this.#practice = null;
    await this.refresh();
    await before?.stop();
  }

  /** The builder that keeps the repository; null while there is none. */
  get repositoryHost(): string | null {
    return this.#repositoryHost;
  }

  /** Lets go of the practice fleet: one that runs in this process ends with it, one that stands by itself goes on. */
  async close(): Promise<void> {
    await this.#using;
    await this.#practice?.release();
  }

  /** The simulation that the file asks for; null where it leaves the kind of practice open. */
  #simulation(): SimulatedFleetWish | null {
    const { practice } = this.#parts.project.view.config;
    return typeof practice === 'object' ? practice : null;
  }

  #entries(): Omit<FleetEntry, 'idle' | 'quarantine'>[] {
    const own = this.#parts.project.view.config.builders.flatMap((builder): Omit<FleetEntry, 'idle' | 'quarantine'>[] => {
      const name = parseBuilderName(builder.name);
      return name.ok ? [{ kind: 'machine', config: { ...builder, name: name.value, keyFile: expandHome(builder.keyFile) } }] : [];
    });
    const names = new Set<string>(own.map(({ config }) => config.name));
    const practice = (this.#practice?.builders ?? []).filter(({ name }) => !names.has(name));
    return [...own, ...practice.map((config) => ({ kind: this.#practice?.kind ?? ('simulated' as const), config }))];
  }

  async #use(): Promise<void> {
    const { fleet, project, port, useRepository } = this.#parts;
    const { config } = project.view;
    const entries = this.#entries();
    const wish = this.#repository(config, entries);
    const host = wish?.host.config.name ?? null;
    const busy = new Set<string>(port.ledger.unended().map(({ builder }) => builder));
    const quarantined = port.ledger.judgements.quarantined();
    const members = entries.map(({ kind, config: builder }): FleetEntry => {
      const disabled = quarantined.has(builder.name);
      const reaches = wish === null || mayBuildFrom({ name: wish.host.config.name, kind: wish.host.kind }, { name: builder.name, kind }, wish.shared);
      const closed = disabled && builder.name !== host && !busy.has(builder.name);
      return { kind, config: closed ? { ...builder, disabled: true } : builder, idle: disabled ? 'disabled' : reaches ? null : 'out-of-reach', quarantine: quarantined.get(builder.name) ?? null };
    });
    this.#repositoryHost = host;
    const old = fleet.use({ entries: members, repositoryHost: host, pools: new Map(Object.entries(config.pools).map(([pool, { slots }]) => [pool, slots])) });
    const line = host === null ? undefined : fleet.link(host);
    const wished = JSON.stringify(wish?.config);
    if (wish === null || line === undefined) {
      if (this.#used !== null) useRepository(null);
      this.#used = null;
    } else if (this.#used?.line !== line || this.#used.config !== wished) {
      useRepository({ host: new RepositoryHost(line, wish.config), builder: line.name, simulated: wish.host.kind === 'simulated' });
      this.#used = { line, config: wished };
    }
    await old;
    this.#tellWhatIsAmiss(config, members, wish);
  }

  /** Who keeps the repository: as the file says and nobody else, else the practice fleet, else the first builder. */
  #repository(config: ProjectConfig, entries: readonly Omit<FleetEntry, 'idle' | 'quarantine'>[]): RepositoryWish | null {
    if (config.repository !== undefined) {
      const host = entries.find((entry) => entry.config.name === config.repository?.builder);
      if (host === undefined) return null;
      const { path, url } = config.repository;
      return { host, config: { builder: host.config.name, path, url: url ?? `file://${path}` }, shared: url !== undefined };
    }
    const practice = this.#practice;
    const host = entries.find(({ config: { name } }) => name === practice?.builders[0]?.name) ?? entries[0];
    if (host === undefined) return null;
    const { path, url } = practice?.repository ?? { path: DEFAULT_REPOSITORY, url: `file://${DEFAULT_REPOSITORY}` };
    return { host, config: { builder: host.config.name, path, url }, shared: false };
  }

  /** Throws what a person has to put right; the fleet works as far as it can meanwhile. */
  #tellWhatIsAmiss({ repository, builders }: ProjectConfig, members: readonly FleetEntry[], wish: RepositoryWish | null): void {
    if (repository !== undefined && wish === null && members.length > 0) {
      throw new ProblemError('bad-input', `portolan.yaml has the repository on ${repository.builder}, which is no builder of the fleet. Nothing is built until one of its builders is named.`);
    }
    const outside = members.filter(({ idle, kind }) => idle === 'out-of-reach' && kind === 'machine').map(({ config: { name } }) => name);
    if (outside.length > 0 && builders.length > 0 && wish !== null) {
      const remedy = wish.host.kind === 'machine' ? 'Give “repository” an url that they reach.' : 'Stop the practice fleet, or name one of them under “repository”.';
      throw new ProblemError('unsupported', `${outside.join(', ')} cannot reach the repository on ${wish.host.config.name}, and get nothing to build. ${remedy}`);
    }
  }

  /** A disabled builder has finished: its line can be closed now. */
  #closeIdleLines(): void {
    const { fleet, port } = this.#parts;
    const busy = new Set<string>(port.ledger.unended().map(({ builder }) => builder));
    const open = (name: string): boolean => name !== this.#repositoryHost && fleet.link(name)?.config.disabled === undefined && fleet.link(name) !== undefined;
    if ([...port.ledger.judgements.quarantined().keys()].some((name) => !busy.has(name) && open(name))) void this.refresh();
  }
}

function expandHome(file: string): string {
  return file.startsWith('~/') ? join(homedir(), file.slice(2)) : file;
}
