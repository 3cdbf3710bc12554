import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import { serveWire } from '#shared/contract/host.ts';
import type { Core } from '#electron/core/open-core.ts';
import { ownerSocket, ownProject } from '#electron/core/project/ownership.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import type { KeeperProgram } from '#electron/practice/emulated/practice.ts';
import { listenLocal } from '#electron/transport/local-socket.ts';

import { cacheFolder, sourceCacheFolder } from '#electron/core/places/cache-folder.ts';
import { workerFile } from '#electron/core/places/own-files.ts';
import { handlersOnceOpen } from './handlers-once-open.ts';

export interface OwnOptions {
  /** What keeps the emulated builders alive, for a host that is not run from source. */
  readonly keeper?: KeeperProgram;
  /** A port for practice gets its practice fleet at once. */
  readonly startPractice: boolean;
}

/** A core that is being opened. */
export interface OpeningCore extends Core {
  /** Resolves when it is open; rejects with what keeps it from that, and the project is then nobody's again. */
  readonly opened: Promise<void>;
}

/**
 * Makes this process the owner of the project in `folder`: takes the lock, listens for other programs of the same person, and
 * begins to open the core. Whoever calls before it is open waits. Throws a ProblemError of code `conflict` when somebody else
 * owns it.
 */
export async function beginOwnCore(folder: string, options: OwnOptions): Promise<OpeningCore> {
  const paths = projectPaths(folder);
  const ownership = ownProject(paths);
  try {
    const core = open(folder, options);
    const handlers = handlersOnceOpen(core.then((opened) => opened.handlers));
    const socket = ownerSocket(paths);
    // The lock is ours, so a socket that is left here is nobody's.
    if (process.platform !== 'win32') await rm(socket, { force: true });
    const host = await listenLocal(socket, (wire) => serveWire(wire, handlers, () => 'operate'));
    const release = async (): Promise<void> => {
      await host.close();
      ownership.release();
    };
    const opened = core.then(
      () => undefined,
      async (thrown: unknown) => {
        await release();
        throw thrown;
      },
    );
    // Whoever does not wait for it hears of it from every call.
    opened.catch(() => undefined);
    return {
      handlers,
      opened,
      close: async () => {
        const open = await core.catch(() => null);
        if (open === null) return;
        await open.close();
        await release();
      },
    };
  } catch (thrown) {
    ownership.release();
    throw thrown;
  }
}

/** The same, when it is open. Throws what opening it throws. */
export async function ownCore(folder: string, options: OwnOptions): Promise<Core> {
  const core = await beginOwnCore(folder, options);
  await core.opened;
  return core;
}

/** Most of the core's code, room by room: a host that answers its first window does so between two of them. */
const ROOMS = [
  () => import('#electron/core/store/database.ts'),
  () => import('#electron/core/planning/planning-service.ts'),
  () => import('#electron/core/ssh/host-key-store.ts'),
  () => import('#electron/core/fleet/fleet-service.ts'),
  () => import('#electron/core/build/build-service.ts'),
  () => import('#electron/core/build/attempt-runner.ts'),
] as const;

async function open(folder: string, options: OwnOptions): Promise<Core> {
  for (const room of ROOMS) {
    await turn();
    await room();
  }
  await turn();
  const { openCore } = await import('#electron/core/open-core.ts');
  const { createPractice } = await import('#electron/practice/practice.ts');
  const { recordedPractice } = await import('./recorded-practice.ts');
  return await openCore({
    folder,
    clock: Date.now,
    planWorker: workerFile('plan'),
    logWorker: workerFile('log'),
    cycleWorker: workerFile('cycle'),
    practice: createPractice({ cache: cacheFolder(), simulationFolder: join(projectPaths(folder).state, 'simulation'), ...(options.keeper === undefined ? {} : { keeper: options.keeper }), ...(await recordedPractice(folder)) }),
    sourceCache: sourceCacheFolder(),
    startPractice: options.startPractice,
  });
}
