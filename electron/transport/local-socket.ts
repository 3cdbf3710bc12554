import { once } from 'node:events';

import { WebSocketServer } from 'ws';

import type { Wire } from '#shared/contract/wire.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { createServer } from './http-server.ts';
import { CONTRACT_PATH, MAX_CLIENT_FRAME_BYTES, webSocketWire } from './websocket.ts';

export interface LocalSocketHost {
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 64;

/**
 * Listens on a local socket (`socketPath`; a named pipe on Windows) for the command line and for second windows of the
 * same person: only the owner may open it. Each connection is handed to `serve` as a wire. Rejects with a `conflict`
 * {@link ProblemError} where the path is taken; removing a stale one is for the owner of the project's lock.
 */
export async function listenLocal(socketPath: string, serve: (wire: Wire) => void): Promise<LocalSocketHost> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server, path: CONTRACT_PATH, maxPayload: MAX_CLIENT_FRAME_BYTES, perMessageDeflate: false });
  sockets.on('connection', (socket) => serve(webSocketWire(socket)));
  server.maxConnections = MAX_CONNECTIONS;
  // What goes wrong with the server is told through `listening`; the other emitter repeats it.
  sockets.on('error', () => undefined);
  const listening = once(server, 'listening');
  // Binding happens within `listen`: everybody else is kept out from the first moment on.
  const before = process.umask(0o177);
  server.listen(socketPath);
  process.umask(before);
  try {
    await listening;
  } catch (error) {
    throw new ProblemError('conflict', `The local socket ${socketPath} cannot be opened.`, error instanceof Error ? error.message : String(error));
  }
  return {
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
