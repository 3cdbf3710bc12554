import { rm } from 'node:fs/promises';

import { serveWire } from '#shared/contract/host.ts';
import { openCore, type Core } from '#electron/core/open-core.ts';
import { ownerSocket, ownProject } from '#electron/core/project/ownership.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import { listenLocal } from '#electron/transport/local-socket.ts';

/**
 * Makes this process the owner of the project in `folder`: takes the lock, opens the core and listens for other
 * programs of the same person. Throws a {@link ProblemError} of code `conflict` when somebody else owns it.
 */
export async function ownCore(folder: string): Promise<Core> {
  const paths = projectPaths(folder);
  const ownership = ownProject(paths);
  try {
    const core = await openCore({ folder, clock: Date.now, planWorker: new URL('../core/planning/plan-worker.ts', import.meta.url) });
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
