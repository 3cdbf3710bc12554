import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';

import { serveWire, type Handlers } from '#shared/contract/host.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { createServer } from '../transport/http-server.ts';
import { CONTRACT_PATH, everyTwentySeconds, MAX_CLIENT_FRAME_BYTES, webSocketWire, type Repeat } from '../transport/websocket.ts';
import { findStaticFile, listStaticFiles, type StaticFile, type StaticFiles } from './static-files.ts';
import { SECURITY_HEADERS } from './static-headers.ts';
import { isOwnOrigin, ownHosts, webAuthorise } from './web-host-access.ts';

export interface WebHostOptions {
  readonly handlers: Handlers;
  /** The built window, `out/renderer`. */
  readonly staticFolder: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly operatorToken: string;
  /** null: whoever reaches the address may look. */
  readonly readerToken: string | null;
  /** Where to listen; 127.0.0.1 unless told. There is no encryption here: beyond this machine, put a TLS proxy in front. */
  readonly host?: string;
  /** Further authorities by which browsers reach this host: `port.example.org` of a TLS proxy, `desk.local:8080` when `host` is `0.0.0.0`. */
  readonly names?: readonly string[];
  /** Aborting it closes the host. */
  readonly signal?: AbortSignal;
  /** Windows that may be connected at once; 64 unless told. */
  readonly maxConnections?: number;
  /** For tests: when to ping, and to drop whoever has neither answered nor said hello since the last time. */
  readonly keepalive?: Repeat;
}

export interface WebHost {
  readonly port: number;
  /** The address to pass on: it may look. */
  readonly readerUrl: string;
  /** The address for oneself: it may act. Tokens are in the fragment, which browsers never send. */
  readonly operatorUrl: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the window and the contract to browsers. Every request must name this host as its own, and a connection to the
 * contract must come from a page of ours; what it may do is settled by the token of its first frame. Rejects with a
 * {@link ProblemError} when the port is taken or the window has not been built.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { handlers, host = '127.0.0.1', names = [], maxConnections = 64, keepalive = everyTwentySeconds, signal } = options;
  const files = listStaticFiles(options.staticFolder);
  const authorise = webAuthorise(options.operatorToken, options.readerToken);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME_BYTES, perMessageDeflate: false });
  let hosts: ReadonlySet<string> = new Set();

  const server = createServer((request, response) => {
    if (!isOwnHost(request, hosts)) return answer(response, 421, 'This is not the host that you asked for.');
    serveFile(files, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!isOwnHost(request, hosts)) return refuseUpgrade(socket, '421 Misdirected Request');
    if (!isOwnOrigin(request.headers, names)) return refuseUpgrade(socket, '403 Forbidden');
    if (request.url !== CONTRACT_PATH) return refuseUpgrade(socket, '404 Not Found');
    if (sockets.clients.size >= maxConnections) return refuseUpgrade(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const wire = webSocketWire(webSocket, keepalive);
      let silent = true;
      const stop = keepalive(() => {
        if (silent) webSocket.terminate();
        stop();
      });
      wire.onClose(stop);
      serveWire(wire, handlers, (token) => {
        silent = false;
        return authorise(token);
      });
    });
  });

  const listening = once(server, 'listening');
  server.listen(options.port, host);
  try {
    await listening;
  } catch (error) {
    throw new ProblemError('conflict', `Port ${options.port} of ${host} cannot be opened. Choose another with --port.`, error instanceof Error ? error.message : String(error));
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  hosts = ownHosts(host, port, names);

  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    })();
    return closing;
  };
  signal?.addEventListener('abort', () => void close(), { once: true });
  if (signal?.aborted === true) await close();

  const shown = host.includes(':') ? `[${host}]` : host;
  const url = (token: string | null): string => `http://${shown}:${port}/${token === null ? '' : `#token=${token}`}`;
  return { port, readerUrl: url(options.readerToken), operatorUrl: url(options.operatorToken), close };
}

function isOwnHost(request: IncomingMessage, hosts: ReadonlySet<string>): boolean {
  return hosts.has(request.headers.host?.toLowerCase() ?? '');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text);
}

function serveFile(files: StaticFiles, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'This host only shows.');
  const found = findStaticFile(files, request.url ?? '');
  if (found === null) return answer(response, 404, 'There is no such file.');
  const head = { ...SECURITY_HEADERS, ...found.headers };
  if (request.method === 'HEAD') {
    response.writeHead(200, { ...head, 'content-length': found.bytes });
    response.end();
    return;
  }
  const content = contentOf(found);
  // The window may have been built anew since it was listed.
  if (content === null) return answer(response, 404, 'The window was built anew. Restart Portolan.');
  response.writeHead(200, { ...head, 'content-length': content.length });
  response.end(content);
}

/** In the one turn that asks for it: the first window is fetched while the port is being opened, and each further turn would wait for a piece of that. */
function contentOf({ file }: StaticFile): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
