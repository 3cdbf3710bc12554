import { connectClient, type Client } from '#shared/contract/client.ts';
import { serveWire } from '#shared/contract/host.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { memoryWires } from '#electron/transport/memory.ts';
import { connectWebSocket } from '#electron/transport/websocket.ts';
import { ownerSocket } from '#electron/core/project/ownership.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';

import { ownCore } from './own-core.ts';

/** A connection to a project's core, which this process owns or another one does. */
export interface Session {
  readonly client: Client;
  /** The core runs in this process: closing ends it. */
  readonly owner: boolean;
  close(): Promise<void>;
}

/** Opens the project in `folder`: its owner when there is one, else a core in this process. */
export async function openSession(folder: string): Promise<Session> {
  try {
    const core = await ownCore(folder);
    const [near, far] = memoryWires();
    serveWire(far, core.handlers, () => 'operate');
    const client = await connectClient(near, null);
    return {
      client,
      owner: true,
      close: async () => {
        client.close();
        await core.close();
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.code !== 'conflict') throw thrown;
    const client = await connectClient(await connectWebSocket({ kind: 'local', socketPath: ownerSocket(projectPaths(folder)) }), null);
    return {
      client,
      owner: false,
      close: () => {
        client.close();
        return Promise.resolve();
      },
    };
  }
}
