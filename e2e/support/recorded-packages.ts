import { join } from 'node:path';

import { readRepository } from '#electron/core/ingest/read-repository.ts';
import { PackageStore } from '#electron/core/build/package-store.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import { Ledger } from '#shared/port/ledger.ts';
import type { FileMark } from '#shared/rpm/file-mark.ts';
import { sourceNameOf } from '#shared/rpm/nevra.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';

import { referenceRepositories } from './reference-project.ts';

/**
 * Writes down for every source that a rehearsal published the packages that the reference has of it, as if they had been
 * built just like that: a simulation makes none. Not while the project is open. Those in `without` were not built.
 */
export async function recordPackages(project: string, without: readonly string[]): Promise<void> {
  const bySource = new Map<string, BinaryPackage[]>();
  for (const location of referenceRepositories()) {
    const { packages } = await readRepository(location, { cacheFolder: join(project, '.portolan', 'cache'), kind: 'binary' });
    for (const binary of packages.binaries) {
      const source = sourceNameOf(binary.sourceRpm);
      if (source === null || binary.arch === 'i686' || without.includes(binary.name)) continue;
      bySource.set(source, [...(bySource.get(source) ?? []), binary]);
    }
  }
  const database = openDatabase(join(project, '.portolan', 'port.db'));
  try {
    const ledger = new Ledger();
    for (const recorded of new EventLog(database, () => 0).after(0)) ledger.apply(recorded);
    const store = new PackageStore(database);
    database.transaction(() => {
      for (const [source, attempt] of ledger.published()) store.keep(attempt, (bySource.get(source) ?? []).map((binary) => ({ package: binary, marks: binary.files.map(() => PLAIN) })));
    })();
  } finally {
    database.close();
  }
}

/** Every file alike: what is in them is nowhere on record. */
const PLAIN: FileMark = { mode: 0o100644, owner: 'root:root', content: '8:00', colour: 0, ghost: false };
