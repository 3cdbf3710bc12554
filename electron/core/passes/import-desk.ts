import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { PortEvent } from '#shared/port/events.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { BuilderName, SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { attemptIdOf } from '../build/attempt-id.ts';
import type { PackageStore } from '../build/package-store.ts';
import { readRpm } from '../build/read-rpm.ts';
import type { ResultStore } from '../build/result-store.ts';
import { fetchPackage } from '../ingest/fetch-package.ts';
import { readRepository } from '../ingest/read-repository.ts';
import type { DescribedRpm, JobResults } from '../jobs/types.ts';
import type { PortService } from '../port/port-service.ts';
import type { TaskBoard, TaskContext } from '../tasks/task-board.ts';
import { importable, type Importable } from './importable.ts';

/** Stands where an attempt's builder is named: nobody built it. */
const REFERENCE = 'reference' as BuilderName;
const TAKEN: ReadonlySet<string> = new Set(['in-repo', 'left-out', 'not-for-arch', 'built', 'held']);

export interface ImportParts {
  readonly port: PortService;
  readonly results: ResultStore;
  readonly packages: PackageStore;
  readonly tasks: TaskBoard;
  /** The repositories of the reference: folders or addresses. */
  readonly reference: () => readonly string[];
  /** What the pass that is under way takes ready-made. */
  readonly policy: () => 'none' | 'noarch';
  /** Where collected RPMs are kept, by digest. */
  readonly resultFolder: string;
  readonly cacheFolder: string;
}

/**
 * Takes what is noarch ready-made from the reference: a source of which every binary is noarch needs no build to run
 * here. Each comes in as an attempt that nobody made, and is published like what was built; its depth is 0.
 */
export class ImportDesk {
  readonly #parts: ImportParts;

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  get policy(): 'none' | 'noarch' {
    return this.#parts.policy();
  }

  /** The sources that would be imported now, by row. */
  wanted(): readonly number[] {
    const { port } = this.#parts;
    if (this.policy === 'none') return [];
    return (port.plan?.sources ?? []).flatMap(({ name, noarchOnly }, row) => {
      const latest = port.latestOf(name as SourceName);
      return noarchOnly && !TAKEN.has(port.stateOf(row)) && (latest === undefined || isEnded(latest.state)) ? [row] : [];
    });
  }

  /** Begins the import; the id is that of the task that shows how it goes. Throws a `conflict` {@link ProblemError} where the pass imports nothing. */
  start(): string {
    if (this.policy === 'none') throw new ProblemError('conflict', 'The pass that is under way imports nothing. Say “import: noarch” in its entry under “passes” in portolan.yaml.');
    return this.#parts.tasks.run('Import noarch packages from the reference', (context) => this.#run(context)).id;
  }

  async #run({ signal, report }: TaskContext): Promise<void> {
    const { port, reference, cacheFolder } = this.#parts;
    const { plan } = port;
    if (plan === null) throw new ProblemError('not-found', 'There is no plan yet. Name sources in portolan.yaml, then read them (“portolan ingest”).');
    report({ phase: 'reading the reference' });
    const contents = [];
    for (const location of reference()) contents.push({ location, packages: (await readRepository(location, { cacheFolder, signal, kind: 'binary' })).packages });
    const list = importable(plan, this.wanted(), contents);
    report({ phase: 'fetching', total: list.length, unit: 'items' });
    for (const [done, each] of list.entries()) {
      signal.throwIfAborted();
      const planned = plan.sources[each.row];
      if (planned !== undefined) await this.#import(planned.name as SourceName, planned.evr, each, signal);
      report({ done: done + 1 });
    }
  }

  async #import(source: SourceName, evr: string, { files }: Importable, signal: AbortSignal): Promise<void> {
    const { port, results, packages, cacheFolder } = this.#parts;
    const rpms: JobResults['rpms'][number][] = [];
    const described: DescribedRpm[] = [];
    for (const { location, file } of files) {
      const path = await fetchPackage(location, file, { cacheFolder, signal });
      const read = await readRpm(path);
      if (read === null || read.package.arch !== 'noarch') throw new ProblemError('bad-input', `${file.href} of ${location} is no noarch package.`);
      rpms.push(await this.#kept(path, file.href, read));
      described.push(read);
    }
    const { ledger } = port;
    const attempt = attemptIdOf(source, randomBytes(8).toString('hex'));
    const events: PortEvent[] = [
      { kind: 'attempt-created', attempt, source, pass: ledger.pass, builder: REFERENCE, scratch: false, expected: `${source}-${evr}`, generation: ledger.buildGeneration, debt: false, fixes: [], imported: true },
      { kind: 'attempt-ended', attempt, end: { kind: 'succeeded' } },
    ];
    port.record(events, () => {
      results.keep(attempt, { rpms, buildroot: [] });
      packages.keep(attempt, described);
    });
  }

  /** Copies a verified file to where results are kept. */
  async #kept(from: string, href: string, { package: made, digest }: DescribedRpm & { readonly digest: string }): Promise<JobResults['rpms'][number]> {
    const { resultFolder } = this.#parts;
    const hash = createHash('sha256');
    await pipeline(createReadStream(from), hash);
    const sha256 = hash.digest('hex');
    const path = join(resultFolder, sha256);
    await mkdir(resultFolder, { recursive: true });
    const part = `${path}.import.part`;
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    await rename(part, path);
    const { name, evr, arch, sourceRpm } = made;
    return { file: basename(href), sha256, size: (await stat(path)).size, name, epoch: evr.epoch === 0 ? null : evr.epoch, version: evr.version, release: evr.release ?? '', arch, sourceRpm, headerDigest: digest, path };
  }
}
