import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ProjectFolder } from '../project/project-folder.ts';
import type { TaskContext } from '../tasks/task-board.ts';
import { inputsDigest, isLocal, locate, planInputs, type PlanInputs } from './plan-inputs.ts';
import { planInWorker } from './plan-in-worker.ts';
import { readPlannedPort, writePlannedPort, type PlannedPort } from './planned-port.ts';
import { SpecEvaluations, type EvaluatedSpec, type SpecFile } from './spec-evaluations.ts';

/** What the inputs of a plan are now. */
export interface Survey {
  readonly inputs: PlanInputs;
  readonly digest: string;
  /** Specs that no builder has evaluated yet; they are not in the plan. */
  readonly unevaluated: readonly SpecFile[];
  /** Reading them needs the network, so a person starts it. */
  readonly local: boolean;
  /** Nothing is named to port. */
  readonly empty: boolean;
}

/** Makes the plan of a project, keeps it, and knows when it is out of date. */
export class PlanningService {
  readonly evaluations: SpecEvaluations;
  readonly #project: ProjectFolder;
  readonly #worker: URL;

  constructor(project: ProjectFolder, worker: URL) {
    this.#project = project;
    this.#worker = worker;
    this.evaluations = new SpecEvaluations(join(project.paths.cache, 'specs'));
  }

  /** Looks at what a plan would be made from, without making it. */
  async survey(): Promise<Survey> {
    const { config } = this.#project.view;
    const { folder, cache } = this.#project.paths;
    const evaluated: EvaluatedSpec[] = [];
    const unevaluated: SpecFile[] = [];
    for (const source of config.sources) {
      if (source.kind !== 'specs') continue;
      for (const spec of await this.evaluations.specsIn(locate(folder, source.folder), this.targetMacros())) {
        const answers = await this.evaluations.answersFor(spec);
        if (answers === null) unevaluated.push(spec);
        else evaluated.push({ file: spec.file, path: spec.path, answers });
      }
    }
    const inputs = await planInputs(config, folder, cache, evaluated, await this.#rootProvides());
    return { inputs, digest: await inputsDigest(inputs, await this.#remoteStamp()), unevaluated, local: isLocal(inputs), empty: config.sources.length === 0 };
  }

  /** The macros under which this target's specs are evaluated and built. */
  targetMacros(): Readonly<Record<string, string>> {
    const { macros, dist } = this.#project.view.config.target;
    return dist === '' ? macros : { ...macros, dist };
  }

  /** The plan that was made from exactly these inputs; null when there is none. */
  cached({ digest }: Survey): Promise<PlannedPort | null> {
    return readPlannedPort(this.#file(), digest);
  }

  /** Reads the inputs and plans them in a worker; the plan that was there stays until this one is whole. */
  async make(survey: Survey, context: TaskContext): Promise<PlannedPort> {
    const port = await planInWorker(this.#worker, { inputs: survey.inputs, digest: survey.digest }, context.signal, ({ phase, location, doneBytes, totalBytes }) => {
      context.report({ phase: `${PHASES[phase]} ${location}`, done: doneBytes, total: totalBytes, unit: 'bytes' });
    });
    await writePlannedPort(this.#file(), port);
    return port;
  }

  /** From now on, what lies behind addresses counts as new. */
  async renewRemote(now: number): Promise<void> {
    await writeFile(this.#stampFile(), String(now));
  }

  /** Where what a builder said of its own root is kept, one capability a line. */
  get rootProvidesFile(): string {
    return join(this.#project.paths.cache, 'root-provides.txt');
  }

  /** A foreign base is the builders' own root, and nobody has said yet what that provides. */
  async lacksRootProvides(): Promise<boolean> {
    const asks = this.#project.view.config.foreignBases.some((base) => base.kind === 'root' && base.provides === undefined);
    return asks && (await this.#rootProvides()) === '';
  }

  #rootProvides(): Promise<string> {
    return readFile(this.rootProvidesFile, 'utf8').catch(() => '');
  }

  #file(): string {
    return join(this.#project.paths.cache, 'plan.v8');
  }

  #stampFile(): string {
    return join(this.#project.paths.cache, 'remote-stamp');
  }

  async #remoteStamp(): Promise<string> {
    return readFile(this.#stampFile(), 'utf8').catch(() => 'never');
  }
}

const PHASES = { index: 'reading the index of', fetch: 'fetching from', packages: 'reading the packages of', files: 'reading the file lists of' } as const;
