import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { cloneInto } from '../distgit/clone.ts';
import { gitPlaces, keepCloneProblem } from '../distgit/places.ts';
import type { ProjectFolder } from '../project/project-folder.ts';
import { SrpmShelf } from '../srpms/srpm-shelf.ts';
import type { TaskContext } from '../tasks/task-board.ts';
import { inputsDigest, isLocal, planInputs, type PlanInputs } from './plan-inputs.ts';
import type { PassConditions } from './pass-macros.ts';
import { planInWorker } from './plan-in-worker.ts';
import { readPlannedPort, writePlannedPort, type PlannedPort } from './planned-port.ts';
import { surveySources, type SourceSurvey } from './source-survey.ts';
import { SpecEvaluations, type EvaluationTarget } from './spec-evaluations.ts';

/** What the inputs of a plan are now. */
export interface Survey {
  readonly inputs: PlanInputs;
  readonly digest: string;
  /** What lies in folders and trees. */
  readonly sources: SourceSurvey;
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
  readonly #shelf = new SrpmShelf();
  readonly #pass: () => number;
  readonly #closing = new AbortController();
  /** Workers that have answered and still keep in the cache what they read. */
  readonly #ending = new Set<Promise<void>>();

  /** @param pass the number of the pass that is under way */
  constructor(project: ProjectFolder, worker: URL, pass: () => number) {
    this.#project = project;
    this.#worker = worker;
    this.#pass = pass;
    this.evaluations = new SpecEvaluations(join(project.paths.cache, 'specs'));
  }

  /** Looks at what a plan would be made from, without making it. */
  async survey(): Promise<Survey> {
    const { config } = this.#project.view;
    const { folder, cache } = this.#project.paths;
    const sources = await surveySources({ config, folder, cache, evaluations: this.evaluations, shelf: this.#shelf, target: this.target, compare: this.comparison, pass: this.#conditions });
    const inputs = await planInputs(config, folder, cache, sources, { rootProvides: await this.#rootProvides(), pass: this.#conditions });
    return { inputs, digest: await inputsDigest(inputs, await this.#remoteStamp()), sources, local: isLocal(inputs) && sources.uncloned.length === 0, empty: config.sources.length === 0 };
  }

  /** What this target's specs are evaluated for. */
  get target(): EvaluationTarget {
    return { arch: this.#project.view.config.target.arch, macros: this.targetMacros() };
  }

  get #conditions(): PassConditions | null {
    const pass = this.#pass();
    const profile = this.#project.view.config.passes[pass - 1];
    return profile === undefined ? null : { pass, profile };
  }

  /** What the project compares its target's evaluations with; null: nothing. */
  get comparison(): EvaluationTarget | null {
    const { arch, compare } = this.#project.view.config.target;
    if (compare === undefined) return null;
    return { arch: compare.arch ?? arch, macros: compare.macros === undefined ? this.targetMacros() : withDist(compare.macros, compare.dist ?? '') };
  }

  /** Clones every repository that the project names by address, anew where it was cloned before. What cannot be cloned is a problem of its entry; the rest goes on. */
  async cloneTrees(context: TaskContext): Promise<void> {
    const { config } = this.#project.view;
    const places = config.sources.flatMap((entry) => (entry.kind === 'dist-git' && entry.git !== undefined ? gitPlaces({ git: entry.git, branch: entry.branch ?? '', packages: entry.packages }, this.#project.paths.cache) : []));
    for (const [index, place] of places.entries()) {
      context.report({ phase: `cloning ${place.name}`, done: index, total: places.length, unit: 'items' });
      try {
        await cloneInto(place, context.signal);
        await keepCloneProblem(place, null);
      } catch (thrown) {
        if (context.signal.aborted) throw thrown;
        await keepCloneProblem(place, problemOf(thrown));
      }
    }
  }

  /** The macros under which this target's specs are evaluated and built. */
  targetMacros(): Readonly<Record<string, string>> {
    const { macros, dist } = this.#project.view.config.target;
    return withDist(macros, dist);
  }

  /** The plan that was made from exactly these inputs; null when there is none. */
  cached({ digest }: Survey): Promise<PlannedPort | null> {
    return readPlannedPort(this.#file(), digest);
  }

  /** Reads the inputs and plans them in a worker; the plan that was there stays until this one is whole. */
  async make(survey: Survey, context: TaskContext): Promise<PlannedPort> {
    const signal = AbortSignal.any([context.signal, this.#closing.signal]);
    const { port, ended } = await planInWorker(this.#worker, { inputs: survey.inputs, digest: survey.digest }, signal, ({ phase, location, doneBytes, totalBytes }) => {
      context.report({ phase: `${PHASES[phase]} ${location}`, done: doneBytes, total: totalBytes, unit: 'bytes' });
    });
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
    await writePlannedPort(this.#file(), port);
    return port;
  }

  /** Ends whatever is still being planned or kept in the cache, and waits until it has let go. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#ending);
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

function withDist(macros: Readonly<Record<string, string>>, dist: string): Readonly<Record<string, string>> {
  return dist === '' ? macros : { ...macros, dist };
}

const PHASES = { index: 'reading the index of', fetch: 'fetching from', packages: 'reading the packages of', files: 'reading the file lists of' } as const;
