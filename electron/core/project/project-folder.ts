import { createHash } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { editProject, parseProject, type FileProblem } from './project-file.ts';
import type { ProjectEdit } from './project-edits.ts';
import type { ProjectConfig } from './project-schema.ts';

/** Where everything of a project lies: `portolan.yaml` is people's, `.portolan/` is the program's. */
export interface ProjectPaths {
  readonly folder: string;
  readonly file: string;
  readonly state: string;
  readonly database: string;
  readonly logs: string;
  readonly cache: string;
  readonly knownHosts: string;
}

export function projectPaths(folder: string): ProjectPaths {
  const root = resolve(folder);
  const state = join(root, '.portolan');
  return {
    folder: root,
    file: join(root, 'portolan.yaml'),
    state,
    database: join(state, 'port.db'),
    logs: join(state, 'logs'),
    cache: join(state, 'cache'),
    knownHosts: join(state, 'known_hosts'),
  };
}

/** What the file says now. While it has problems `config` stays what it was when it was last in order. */
export interface ProjectView {
  /** The file as it is on disk, in order or not. */
  readonly text: string;
  readonly config: ProjectConfig;
  readonly problems: readonly FileProblem[];
}

/**
 * The project's folder: reads `portolan.yaml`, follows a person's changes to it, and writes the program's own with
 * comments kept. Every write starts from what is on disk at that moment, so nobody's edit is lost.
 */
export class ProjectFolder {
  readonly paths: ProjectPaths;
  #view: ProjectView;
  #digest: string;
  #watcher: FSWatcher | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<(view: ProjectView) => void>();

  private constructor(paths: ProjectPaths, view: ProjectView, digest: string) {
    this.paths = paths;
    this.#view = view;
    this.#digest = digest;
  }

  /**
   * Opens the project in `folder`. Where `portolan.yaml` has errors, what it said when it was last in order stands, and
   * the errors are told in the view. Throws a {@link ProblemError} when there is no such file, or when it has errors and
   * was never in order here.
   */
  static async open(folder: string): Promise<ProjectFolder> {
    const paths = projectPaths(folder);
    const text = await readText(paths.file);
    const { config: current, problems } = parseProject(text);
    const config = current ?? parseProject(await readFile(lastGoodFile(paths), 'utf8').catch(() => '')).config;
    if (config === null) {
      const words = problems.map(({ line, problem }) => `line ${line}: ${problem.message}`).join('\n');
      throw new ProblemError('bad-input', `${paths.file} cannot be used.\n${words}`);
    }
    for (const each of [paths.state, paths.logs, paths.cache]) await mkdir(each, { recursive: true });
    await writeFile(join(paths.state, '.gitignore'), '*\n');
    if (current !== null) await keepLastGood(paths, text);
    const project = new ProjectFolder(paths, { text, config, problems }, digestOf(text));
    project.#watch();
    return project;
  }

  get view(): ProjectView {
    return this.#view;
  }

  /** Called after each change of the file, a person's or the program's. Returns the way to stop it. */
  onChange(listener: (view: ProjectView) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Applies an edit to the file as it is on disk now. Edits are made one after the other. */
  edit(edit: ProjectEdit): Promise<void> {
    const run = this.#writing.then(async () => {
      const edited = editProject(await readText(this.paths.file), edit);
      const next = `${this.paths.file}.new`;
      const { mode } = await stat(this.paths.file);
      await writeFile(next, edited, { mode });
      await rename(next, this.paths.file);
      await this.#take(edited);
    });
    this.#writing = run.catch(() => undefined);
    return run;
  }

  close(): void {
    this.#watcher?.close();
    this.#listeners.clear();
  }

  /** The folder is watched, not the file: editors replace files by renaming. */
  #watch(): void {
    const file = basename(this.paths.file);
    try {
      this.#watcher = watch(this.paths.folder, { persistent: false }, (_event, name) => {
        if (name === file) this.#readAgain();
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // A file system that cannot be watched: the file is read again at the next edit or start.
    }
  }

  /** In turn with edits: what is read before one must not be taken over after it. A file that is gone for a moment comes back with a change. */
  #readAgain(): void {
    this.#writing = this.#writing.then(async () => this.#take(await readText(this.paths.file))).catch(() => undefined);
  }

  async #take(text: string): Promise<void> {
    const digest = digestOf(text);
    if (digest === this.#digest) return;
    this.#digest = digest;
    const { config, problems } = parseProject(text);
    this.#view = { text, config: config ?? this.#view.config, problems };
    // Kept for a start with a file that has errors; without it such a start fails with their lines, and nothing is lost.
    if (config !== null) await keepLastGood(this.paths, text).catch(() => undefined);
    for (const listener of this.#listeners) listener(this.#view);
  }
}

function lastGoodFile({ state }: ProjectPaths): string {
  return join(state, 'portolan.yaml.last-good');
}

async function keepLastGood(paths: ProjectPaths, text: string): Promise<void> {
  const file = lastGoodFile(paths);
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new ProblemError('not-found', `There is no ${file}. “portolan init” makes a project.`, String(thrown));
  }
}

