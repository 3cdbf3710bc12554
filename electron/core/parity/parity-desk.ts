import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { differencesInPieces, isAtPar, parityOf } from '#shared/plan/parity.ts';
import { RepoClosure } from '#shared/plan/repo-closure.ts';
import { sourceNameOf } from '#shared/rpm/nevra.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PackageStore } from '../build/package-store.ts';
import { unpackedPiece } from '../ingest/package-pieces.ts';
import { inPieces, pauses } from '../tasks/pauses.ts';
import { binariesInWorker } from '../planning/binaries-in-worker.ts';
import type { PortService } from '../port/port-service.ts';
import type { TaskBoard, TaskContext } from '../tasks/task-board.ts';
import { repositoryConflicts } from './repository-conflicts.ts';

/** So many differences between two passes, and files of two packages, are named for each. */
const NAMED = 100;

/** What the repository has of one source. */
interface Own {
  readonly source: SourceName;
  readonly id: AttemptId;
  /** That attempt, and the older one whose packages stay beside. */
  readonly attempts: readonly AttemptId[];
  readonly binaries: readonly BinaryPackage[];
}

export interface ParityParts {
  readonly port: PortService;
  readonly packages: PackageStore;
  readonly tasks: TaskBoard;
  /** The repositories of the reference: folders or addresses. */
  readonly reference: () => readonly string[];
  readonly cacheFolder: string;
  /** The file of `plan-worker.ts`, as the host has it. */
  readonly planWorker: URL;
}

/** Brings our packages and the reference's together, and compares them: once for each state of the repository, however many ask. */
export class ParityDesk {
  readonly #parts: ParityParts;
  #held: ParityReport | null = null;
  #running: Promise<ParityReport> | null = null;

  constructor(parts: ParityParts) {
    this.#parts = parts;
  }

  /** Names what a report would be made of now. */
  stamp(): string {
    const { ledger } = this.#parts.port;
    return JSON.stringify([ledger.pass, ledger.generation, ledger.published().size, this.#parts.reference()]);
  }

  /** The report on the repository as it is, or as it was when the one was begun that is under way. Throws what reading the reference throws, and `cancelled`. */
  report(): Promise<ParityReport> {
    if (this.#held?.stamp === this.stamp()) return Promise.resolve(this.#held);
    this.#running ??= this.#parts.tasks
      .run('Compare the repository with the reference and with itself', (context) => this.#make(context))
      .outcome.then((report) => (this.#held = report))
      .finally(() => (this.#running = null));
    return this.#running;
  }

  async #make({ signal, report: tell }: TaskContext): Promise<ParityReport> {
    const { port: { ledger }, packages, reference } = this.#parts;
    const rest = pauses();
    const pause = async (): Promise<void> => {
      if (signal.aborted) throw new ProblemError('cancelled', 'The comparison was cancelled.');
      await rest();
    };
    const report: ParityReport = {
      stamp: this.stamp(), pass: ledger.pass, generation: ledger.generation, hasReference: reference().length > 0,
      known: 0, compared: 0, parity: [], unmet: [], conflicts: [], uncompared: 0, rebuilt: 0, differing: [],
    };
    const own = await this.#own(pause);
    report.known = own.length;
    tell({ phase: 'reading the reference' });
    const theirs = await this.#referenceBySource(signal, pause);
    const closure = new RepoClosure();
    for (const { binaries } of own) {
      await pause();
      closure.add(binaries);
    }
    for (const [done, { source, id, binaries }] of own.entries()) {
      await pause();
      if (done % 50 === 0) tell({ phase: 'comparing', done, total: own.length });
      for (const binary of binaries) report.unmet.push(...closure.unmetOf(binary).map((each) => ({ source, ...each })));
      this.#compare(report, source, binaries, theirs.get(source));
      const before = this.#before(source, id);
      if (before === null) continue;
      report.rebuilt += 1;
      const found = await inPieces(differencesInPieces(packages.withFiles(before), packages.withFiles(id)), pause);
      if (found.length > 0) report.differing.push({ source, differences: found.slice(0, NAMED), total: found.length });
    }
    const { conflicts, uncompared } = await repositoryConflicts(packages, own, { pause, tell: (done, total) => tell({ phase: 'looking for files that two packages have', done, total }) });
    report.uncompared = uncompared;
    report.conflicts = conflicts.map(({ one, other, paths }) => ({ one, other, files: paths.slice(0, NAMED).map((each) => ({ ...each })), total: paths.length }));
    return report;
  }

  async #own(pause: () => Promise<void>): Promise<readonly Own[]> {
    const { port: { ledger }, packages } = this.#parts;
    const own: Own[] = [];
    for (const [source, id] of [...ledger.published()]) {
      await pause();
      const kept = ledger.holds.keptWith(id);
      const attempts = kept === null ? [id] : [id, kept];
      const binaries = attempts.flatMap((each) => packages.of(each));
      if (binaries.length > 0) own.push({ source, id, attempts, binaries });
    }
    return own;
  }

  #compare(report: ParityReport, source: SourceName, binaries: readonly BinaryPackage[], theirs: readonly BinaryPackage[] | undefined): void {
    if (theirs === undefined) return;
    report.compared += 1;
    const parity = parityOf(source, binaries, theirs);
    if (isAtPar(parity)) return;
    const { missingPackages, extraPackages, missingSonames, missingProvides, missingFiles } = parity;
    report.parity.push({ source, missingPackages: [...missingPackages], extraPackages: [...extraPackages], missingSonames: [...missingSonames], missingProvides: [...missingProvides], missingFiles: [...missingFiles] });
  }

  /** What the last pass before that of an attempt left of its source; null where that is not on record. */
  #before(source: SourceName, id: AttemptId): AttemptId | null {
    const { port: { ledger }, packages } = this.#parts;
    const pass = ledger.attempt(id)?.pass ?? 0;
    const earlier = ledger.landings.of(source).findLast(({ attempt }) => (ledger.attempt(attempt)?.pass ?? pass) < pass)?.attempt;
    return earlier === undefined || packages.of(earlier).length === 0 ? null : earlier;
  }

  async #referenceBySource(signal: AbortSignal, pause: () => Promise<void>): Promise<ReadonlyMap<SourceName, BinaryPackage[]>> {
    const bySource = new Map<SourceName, BinaryPackage[]>();
    const { planWorker, cacheFolder, reference } = this.#parts;
    const locations = reference();
    if (locations.length === 0) return bySource;
    for (const piece of await binariesInWorker(planWorker, { locations, cacheFolder }, signal)) {
      await pause();
      for (const binary of unpackedPiece(piece)) {
        const source = sourceNameOf(binary.sourceRpm);
        // Multilib is no part of a port.
        if (source === null || binary.arch === 'i686') continue;
        const list = bySource.get(source);
        if (list === undefined) bySource.set(source, [binary]);
        else list.push(binary);
      }
    }
    return bySource;
  }
}
