import { connect } from 'node:net';

import { WebSocket, type RawData } from 'ws';

import type { Wire } from '#shared/contract/wire.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { createInbox } from './inbox.ts';

/** The largest frame that a host takes from a client; a list of 30,000 sources is under one megabyte. */
export const MAX_CLIENT_FRAME_BYTES = 8 * 1024 * 1024;
/** The largest frame that a client takes from a host: the snapshot of a port of 30,000 sources, with room. */
export const MAX_HOST_FRAME_BYTES = 256 * 1024 * 1024;
/** Where the contract is served. */
export const CONTRACT_PATH = '/contract';

/** Calls `tick` every so often until the function it returned is called; tests pass one that they drive by hand. */
export type Repeat = (tick: () => void) => () => void;

/** A tick every 20 seconds, which keeps nothing alive by itself. */
export const everyTwentySeconds: Repeat = (tick) => {
  const timer = setInterval(tick, 20_000);
  timer.unref();
  return () => clearInterval(timer);
};

export interface WebSocketLimits {
  /** Unsent bytes above which nothing more is read from the other end, so that it asks for nothing more. */
  readonly pauseAbove: number;
  /** Unsent bytes above which the other end has stopped reading, and is cut off. */
  readonly cutAbove: number;
}

const LIMITS: WebSocketLimits = { pauseAbove: 4 * 1024 * 1024, cutAbove: 512 * 1024 * 1024 };

/** WebSocket close codes, RFC 6455 section 7.4.1. */
const NOT_OUR_LANGUAGE = 1007;
const NORMAL = 1000;

/**
 * The contract's wire over an open WebSocket, at either end: messages as JSON text, bytes as binary frames. Text
 * that is no JSON closes the connection. With `keepalive`, an end that has not answered a ping by the next tick is
 * taken for gone.
 */
export function webSocketWire(socket: WebSocket, keepalive: Repeat | null = null, limits: WebSocketLimits = LIMITS): Wire {
  const inbox = createInbox();
  let paused = false;
  const flushed = (): void => {
    if (!paused || socket.bufferedAmount > limits.pauseAbove) return;
    paused = false;
    socket.resume();
  };
  socket.on('message', (data, isBinary) => {
    if (isBinary) return inbox.push(bytesOf(data));
    const message = parseJson(data);
    if (message === undefined) {
      inbox.shut();
      socket.close(NOT_OUR_LANGUAGE);
    } else inbox.push(message);
  });
  socket.on('close', inbox.end);
  // 'close' follows every 'error', and is what the listeners are told.
  socket.on('error', () => undefined);
  if (keepalive !== null) keepAlive(socket, keepalive);
  return {
    send: (frame) => {
      if (!inbox.alive || socket.readyState !== WebSocket.OPEN) return;
      socket.send(frame instanceof Uint8Array ? frame : JSON.stringify(frame), flushed);
      if (socket.bufferedAmount > limits.cutAbove) cut(socket);
      else if (!paused && socket.bufferedAmount > limits.pauseAbove) {
        paused = true;
        socket.pause();
      }
    },
    onFrame: inbox.onFrame,
    onClose: inbox.onClose,
    close: () => {
      inbox.shut();
      if (paused) socket.resume();
      socket.close(NORMAL);
    },
  };
}

/** A paused socket would never tell that it is closed. */
function cut(socket: WebSocket): void {
  socket.resume();
  socket.terminate();
}

function keepAlive(socket: WebSocket, repeat: Repeat): void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const stop = repeat(() => {
    if (!answered) return cut(socket);
    answered = false;
    socket.ping();
  });
  socket.on('close', stop);
}

/** A view of the received bytes as plain ones: Node's Buffer slices differently. */
function bytesOf(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function parseJson(data: RawData): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytesOf(data)).toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

/** Where a host listens: a web address, or a local socket (a named pipe on Windows). */
export type HostAddress =
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'local'; readonly socketPath: string };

/**
 * Connects the command line or a test to a host; `origin` is the one it names as its own, as a browser would.
 * Rejects with an `unreachable` {@link ProblemError} where nobody listens or the host refuses the connection.
 */
export function connectWebSocket(address: HostAddress, origin?: string): Promise<Wire> {
  const options = { origin, maxPayload: MAX_HOST_FRAME_BYTES, perMessageDeflate: false };
  const socket =
    address.kind === 'web'
      ? new WebSocket(address.url, options)
      : new WebSocket(`ws://localhost${CONTRACT_PATH}`, { ...options, createConnection: () => connect(address.socketPath) });
  const where = address.kind === 'web' ? address.url : address.socketPath;
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      reject(new ProblemError('unreachable', `No core answers at ${where}.`, error.message));
    };
    socket.once('error', failed);
    socket.once('open', () => {
      socket.off('error', failed);
      resolve(webSocketWire(socket));
    });
  });
}
