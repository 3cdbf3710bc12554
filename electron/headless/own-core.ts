import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { serveWire } from '#shared/contract/host.ts';
import { openCore, type Core } from '#electron/core/open-core.ts';
import { ownerSocket, ownProject } from '#electron/core/project/ownership.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import type { KeeperProgram } from '#electron/practice/emulated/practice.ts';
import { createPractice } from '#electron/practice/practice.ts';
import { listenLocal } from '#electron/transport/local-socket.ts';

import { cacheFolder, sourceCacheFolder } from '#electron/core/places/cache-folder.ts';
import { recordedPractice } from './recorded-practice.ts';

export interface OwnOptions {
  /** `plan-worker.ts` as it is to be run; beside this file's own sources unless told. */
  readonly planWorker?: URL;
  /** `log-worker.ts` likewise. */
  readonly logWorker?: URL;
  /** `cycle-worker.ts` likewise. */
  readonly cycleWorker?: URL;
  /** What keeps the emulated builders alive, for a host that is not run from source. */
  readonly keeper?: KeeperProgram;
  /** A port for practice gets its practice fleet at once. */
  readonly startPractice: boolean;
}

/**
 * Makes this process the owner of the project in `folder`: takes the lock, opens the core and listens for other
 * programs of the same person. Throws a ProblemError of code `conflict` when somebody else owns it.
 */
export async function ownCore(folder: string, options: OwnOptions): Promise<Core> {
  const paths = projectPaths(folder);
  const ownership = ownProject(paths);
  try {
    const core = await openCore({
      folder,
      clock: Date.now,
      planWorker: options.planWorker ?? new URL('../core/planning/plan-worker.ts', import.meta.url),
      logWorker: options.logWorker,
      cycleWorker: options.cycleWorker,
      practice: createPractice({ cache: cacheFolder(), simulationFolder: join(paths.state, 'simulation'), ...(options.keeper === undefined ? {} : { keeper: options.keeper }), ...(await recordedPractice(folder)) }),
      sourceCache: sourceCacheFolder(),
      startPractice: options.startPractice,
    });
    const socket = ownerSocket(paths);
    // The lock is ours, so a socket that is left here is nobody's.
    if (process.platform !== 'win32') await rm(socket, { force: true });
    const host = await listenLocal(socket, (wire) => serveWire(wire, core.handlers, () => 'operate'));
    return {
      handlers: core.handlers,
      close: async () => {
        await host.close();
        await core.close();
        ownership.release();
      },
    };
  } catch (thrown) {
    ownership.release();
    throw thrown;
  }
}
