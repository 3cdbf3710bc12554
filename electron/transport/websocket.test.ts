import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

import type { Wire } from '#shared/contract/wire.ts';

import { listenLocal } from './local-socket.ts';
import { describeCarrier, type Carrier } from './testing/carrier-suite.ts';
import { connectWebSocket, CONTRACT_PATH, MAX_CLIENT_FRAME_BYTES, webSocketWire, type HostAddress, type Repeat } from './websocket.ts';

/** A carrier whose host ends come out of a server as they are connected to. */
function pairing(address: HostAddress, accepted: (take: (wire: Wire) => void) => void, dispose: () => Promise<void>): Carrier {
  const takers: ((wire: Wire) => void)[] = [];
  accepted((wire) => takers.shift()?.(wire));
  return {
    pair: async () => {
      const far = new Promise<Wire>((resolve) => takers.push(resolve));
      return [await connectWebSocket(address), await far];
    },
    dispose,
  };
}

const disposals: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

async function listen(): Promise<{ readonly server: WebSocketServer; readonly url: string }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: MAX_CLIENT_FRAME_BYTES });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `ws://127.0.0.1:${port}${CONTRACT_PATH}` };
}

function closeServer(server: WebSocketServer): Promise<void> {
  for (const socket of server.clients) socket.terminate();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** One raw client and the host's wire at its other end. */
async function connectRaw(keepalive: Repeat | null = null, limits?: { pauseAbove: number; cutAbove: number }) {
  const { server, url } = await listen();
  disposals.push(() => closeServer(server));
  const accepted = new Promise<{ wire: Wire; socket: WebSocket }>((resolve) => {
    server.on('connection', (socket) => resolve({ wire: webSocketWire(socket, keepalive, limits), socket }));
  });
  const client = new WebSocket(url, { autoPong: false });
  await once(client, 'open');
  return { client, ...(await accepted) };
}

describeCarrier(
  'WebSockets over TCP',
  async () => {
    const { server, url } = await listen();
    return pairing({ kind: 'web', url }, (take) => server.on('connection', (socket) => take(webSocketWire(socket))), () => closeServer(server));
  },
  40,
);

describeCarrier(
  'WebSockets over a local socket',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portolan-socket-'));
    const socketPath = join(folder, 'core.sock');
    const hosted: { take: (wire: Wire) => void } = { take: () => undefined };
    const host = await listenLocal(socketPath, (wire) => hosted.take(wire));
    return pairing({ kind: 'local', socketPath }, (take) => (hosted.take = take), async () => {
      await host.close();
      rmSync(folder, { recursive: true });
    });
  },
  20,
);

it('opens a local socket to its owner only, refuses a taken one, and says where nobody listens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-socket-'));
  disposals.push(() => rmSync(folder, { recursive: true }));
  const socketPath = join(folder, 'core.sock');
  await expect(connectWebSocket({ kind: 'local', socketPath })).rejects.toMatchObject({ problem: { code: 'unreachable' } });
  const host = await listenLocal(socketPath, () => undefined);
  expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  await expect(listenLocal(socketPath, () => undefined)).rejects.toMatchObject({ problem: { code: 'conflict' } });
  await host.close();
});

it('closes the connection on text that is no JSON, and delivers nothing of it', async () => {
  const { client, wire } = await connectRaw();
  const frames: unknown[] = [];
  wire.onFrame((frame) => frames.push(frame));
  client.send('{"kind":');
  client.send('{"kind":"cancel","id":1}');
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1007);
  expect(frames).toEqual([]);
});

it('closes the connection on a frame above the limit', async () => {
  const { client, wire } = await connectRaw();
  const closed = new Promise<void>((resolve) => wire.onClose(resolve));
  client.on('error', () => undefined);
  client.send(Buffer.alloc(MAX_CLIENT_FRAME_BYTES + 1));
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1009);
  await closed;
});

it('drops whoever has not answered a ping by the next', async () => {
  let tick = (): void => undefined;
  const { client, wire } = await connectRaw((each) => {
    tick = each;
    return () => undefined;
  });
  const closed = new Promise<void>((resolve) => wire.onClose(resolve));
  const pinged = once(client, 'ping');
  tick();
  await pinged;
  client.pong();
  // A message after the pong shows that the host has seen both.
  const seen = new Promise((resolve) => wire.onFrame(resolve));
  client.send('1');
  await seen;
  tick();
  tick();
  await closed;
});

it('reads no more from an end that does not take what it is sent, and cuts it off in the end', async () => {
  const { client, wire, socket } = await connectRaw(null, { pauseAbove: 1024 * 1024, cutAbove: 64 * 1024 * 1024 });
  const closed = new Promise<void>((resolve) => wire.onClose(resolve));
  client.pause();
  const chunk = new Uint8Array(1024 * 1024);
  while (!socket.isPaused) wire.send(chunk);
  expect(socket.bufferedAmount).toBeGreaterThan(1024 * 1024);
  // Once it takes what waits, it is heard again.
  const heard = new Promise((resolve) => wire.onFrame(resolve));
  client.send('"heard"');
  client.resume();
  expect(await heard).toBe('heard');
  client.pause();
  while (socket.readyState === WebSocket.OPEN) wire.send(chunk);
  await closed;
});

it('says so when what listens is no host of ours', async () => {
  const server = createServer((socket) => socket.write('SSH-2.0-x\r\n', () => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  disposals.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  await expect(connectWebSocket({ kind: 'web', url: `ws://127.0.0.1:${port}/contract` })).rejects.toMatchObject({ problem: { code: 'unreachable' } });
});
