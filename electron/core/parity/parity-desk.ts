import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { differences, isAtPar, parityOf } from '#shared/plan/parity.ts';
import { unmetRequires } from '#shared/plan/repo-closure.ts';
import { sourceNameOf } from '#shared/rpm/nevra.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';

import type { PackageStore } from '../build/package-store.ts';
import { readRepository } from '../ingest/read-repository.ts';
import type { PortService } from '../port/port-service.ts';

/** So many differences between two passes are named for each source. */
const NAMED = 100;
/** Milliseconds after which others are let at the thread. */
const SLICE = 8;

/** Brings our packages and the reference's together, and compares them. */
export class ParityDesk {
  readonly #port: PortService;
  readonly #packages: PackageStore;
  readonly #reference: () => readonly string[];
  readonly #cacheFolder: string;

  /** @param reference the repositories of the reference: folders or addresses */
  constructor(port: PortService, packages: PackageStore, reference: () => readonly string[], cacheFolder: string) {
    this.#port = port;
    this.#packages = packages;
    this.#reference = reference;
    this.#cacheFolder = cacheFolder;
  }

  /** Throws what reading the reference throws. */
  async report(): Promise<ParityReport> {
    const { ledger } = this.#port;
    const own = [...ledger.published()].flatMap(([source, id]) => {
      const kept = ledger.holds.keptWith(id);
      const binaries = [...this.#packages.of(id), ...(kept === null ? [] : this.#packages.of(kept))];
      return binaries.length === 0 ? [] : [{ source, id, binaries }];
    });
    const reference = await this.#referenceBySource();
    const pause = pauses();
    const report: ParityReport = { known: own.length, compared: 0, parity: [], unmet: unmetRequires(own.flatMap(({ binaries }) => binaries)).map((each) => ({ ...each })), rebuilt: 0, differing: [] };
    for (const { source, id, binaries } of own) {
      await pause();
      const theirs = reference.get(source);
      if (theirs !== undefined) {
        report.compared += 1;
        const { missingPackages, extraPackages, missingSonames, missingProvides, missingFiles, ...rest } = parityOf(source, binaries, theirs);
        const row = { ...rest, missingPackages: [...missingPackages], extraPackages: [...extraPackages], missingSonames: [...missingSonames], missingProvides: [...missingProvides], missingFiles: [...missingFiles] };
        if (!isAtPar(row)) report.parity.push(row);
      }
      const before = this.#before(source, id);
      if (before === null) continue;
      report.rebuilt += 1;
      const found = differences(this.#packages.withFiles(before), this.#packages.withFiles(id));
      if (found.length > 0) report.differing.push({ source, differences: found.slice(0, NAMED), total: found.length });
    }
    return report;
  }

  /** What the last pass before that of an attempt left of its source; null where that is not on record. */
  #before(source: SourceName, id: AttemptId): AttemptId | null {
    const { ledger } = this.#port;
    const pass = ledger.attempt(id)?.pass ?? 0;
    const earlier = ledger.landings.of(source).findLast(({ attempt }) => (ledger.attempt(attempt)?.pass ?? pass) < pass)?.attempt;
    return earlier === undefined || this.#packages.of(earlier).length === 0 ? null : earlier;
  }

  async #referenceBySource(): Promise<ReadonlyMap<SourceName, BinaryPackage[]>> {
    const bySource = new Map<SourceName, BinaryPackage[]>();
    for (const location of this.#reference()) {
      const { packages } = await readRepository(location, { cacheFolder: this.#cacheFolder, kind: 'binary' });
      for (const binary of packages.binaries) {
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

/** Lets others at the thread now and then. */
function pauses(): () => Promise<void> {
  let rest = performance.now() + SLICE;
  return async () => {
    if (performance.now() < rest) return;
    await nextTurn();
    rest = performance.now() + SLICE;
  };
}
