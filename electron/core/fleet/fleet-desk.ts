import { homedir } from 'node:os';
import { join } from 'node:path';

import type { NewBuilder, PracticeStatus } from '#shared/contract/schemas/fleet.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PortService } from '../port/port-service.ts';
import { addBuilder, removeBuilder } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import type { ProjectConfig } from '../project/project-schema.ts';
import { RepositoryHost } from '../repository/repository-host.ts';
import type { RepositoryConfig } from '../repository/types.ts';
import type { TaskBoard } from '../tasks/task-board.ts';
import type { FleetEntry, FleetService } from './fleet-service.ts';
import type { PracticeFleet, PracticeProvider } from './practice-provider.ts';

/** Where the first builder keeps the repository when `portolan.yaml` does not say. */
const DEFAULT_REPOSITORY = '/var/lib/portolan/repository';

export interface FleetDeskParts {
  readonly project: ProjectFolder;
  readonly port: PortService;
  readonly fleet: FleetService;
  readonly tasks: TaskBoard;
  readonly practice: PracticeProvider;
  /** Told when another host keeps the repository. */
  readonly useRepository: (host: RepositoryHost | null) => void;
}

/**
 * Who belongs to the fleet: the builders of `portolan.yaml`, and the practice fleet beside them. The only place that
 * puts the two together and says who keeps the repository.
 */
export class FleetDesk {
  readonly #parts: FleetDeskParts;
  readonly #disabled = new Set<string>();
  #practice: PracticeFleet | null = null;
  #using: Promise<void> = Promise.resolve();
  #repositoryKey = '';
  #repositoryHost: string | null = null;

  constructor(parts: FleetDeskParts) {
    this.#parts = parts;
  }

  /** Brings the fleet up to date with `portolan.yaml` and the practice fleet; one after the other. */
  refresh(): Promise<void> {
    const run = this.#using.then(() => this.#use());
    this.#using = run.catch(() => undefined);
    return run;
  }

  /** Takes over the practice fleet that is running already, if there is one. */
  async adopt(): Promise<boolean> {
    this.#practice = await this.#parts.practice.adopt();
    await this.refresh();
    return this.#practice !== null;
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
    const busy = [...port.ledger.attempts()].filter(({ builder, state }) => builder === name && !isEnded(state));
    if (busy.length > 0) throw new ProblemError('conflict', `${name} is building ${busy.map(({ source }) => source).join(', ')}. Disable it, and remove it once it is idle.`);
    if (!project.view.config.builders.some((builder) => builder.name === name)) throw new ProblemError('conflict', `${name} is a builder of the practice fleet; stop the practice fleet instead.`);
    await project.edit(removeBuilder(name));
  }

  /** A builder that is disabled finishes what it builds? No: its line is closed; what it builds goes on there and is taken up when it is enabled. */
  async setEnabled(name: string, enabled: boolean): Promise<void> {
    this.#parts.fleet.linkOf(name);
    if (enabled) this.#disabled.delete(name);
    else this.#disabled.add(name);
    await this.refresh();
  }

  async practiceStatus(): Promise<PracticeStatus> {
    return { ...(await this.#parts.practice.status()), running: this.#practice?.kind ?? 'none' };
  }

  /** Starts a practice fleet in place of the one that runs; the id is that of the task that shows how it goes. */
  practiceUp(kind: PracticeFleet['kind']): string {
    const { id, outcome } = this.#parts.tasks.run(kind === 'emulated' ? 'Start the practice fleet: emulated s390x builders' : 'Start the practice fleet: a simulation', async (context) => {
      const next = await this.#parts.practice.up(kind, context);
      const before = this.#practice;
      this.#practice = next;
      await this.refresh();
      await before?.stop();
    });
    outcome.catch(() => undefined);
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
    await this.#using.catch(() => undefined);
    await this.#practice?.release();
  }

  #entries(): FleetEntry[] {
    const own = this.#parts.project.view.config.builders.flatMap((builder): FleetEntry[] => {
      const name = parseBuilderName(builder.name);
      return name.ok ? [{ kind: 'machine', config: { ...builder, name: name.value, keyFile: expandHome(builder.keyFile) } }] : [];
    });
    const practice = (this.#practice?.builders ?? []).map((config): FleetEntry => ({ kind: this.#practice?.kind ?? 'simulated', config }));
    return [...own, ...practice].map(({ kind, config }) => ({ kind, config: { ...config, disabled: this.#disabled.has(config.name) } }));
  }

  async #use(): Promise<void> {
    const { fleet, project, useRepository } = this.#parts;
    const entries = this.#entries();
    const repository = this.#repository(project.view.config, entries);
    this.#repositoryHost = repository?.config.builder ?? null;
    await fleet.use(entries, repository?.config.builder ?? null);
    const line = repository === null ? undefined : fleet.link(repository.config.builder);
    const key = JSON.stringify([repository, entries.find(({ config }) => config.name === repository?.config.builder)]);
    if (key === this.#repositoryKey) return;
    this.#repositoryKey = key;
    useRepository(repository === null || line === undefined ? null : new RepositoryHost(line, repository.config));
  }

  /** Who keeps the repository: as the file says, else the practice fleet, else the first builder. */
  #repository(config: ProjectConfig, entries: readonly FleetEntry[]): { readonly config: RepositoryConfig } | null {
    const named = entries.find((entry) => entry.config.name === config.repository?.builder);
    if (config.repository !== undefined && named !== undefined) {
      const { path, url } = config.repository;
      return { config: { builder: named.config.name, path, url: url ?? `file://${path}` } };
    }
    const first = this.#practice?.builders[0] ?? entries[0]?.config;
    if (first === undefined) return null;
    const { path, url } = this.#practice?.repository ?? { path: DEFAULT_REPOSITORY, url: `file://${DEFAULT_REPOSITORY}` };
    return { config: { builder: first.name, path, url } };
  }
}

function expandHome(file: string): string {
  return file.startsWith('~/') ? join(homedir(), file.slice(2)) : file;
}
