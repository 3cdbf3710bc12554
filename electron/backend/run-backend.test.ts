import { describe, expect, it } from 'vitest';

import { MessageChannelMain } from '#electron/testing/electron-stand-in/port-double.ts';
import { memoryWires } from '#electron/transport/memory.ts';
import { messagePortWire, type MessagePortLike } from '#electron/transport/message-port.ts';
import { stubHandlers } from '#electron/transport/testing/stub-handlers.ts';
import { connectClient } from '#shared/contract/client.ts';
import { serveWire } from '#shared/contract/host.ts';
import type { Wire } from '#shared/contract/wire.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { joinedCore } from './joined-core.ts';
import { fromBackend, toBackend } from './messages.ts';
import { runBackend, servingCore, type BackendCore } from './run-backend.ts';

/** Main's side of a backend, and what it heard. */
function main() {
  let listener: (event: { readonly data: unknown; readonly ports: readonly MessagePortLike[] }) => void = () => undefined;
  const heard: unknown[] = [];
  return {
    heard,
    parent: { on: (_event: 'message', each: typeof listener) => (listener = each), postMessage: (message: unknown) => void heard.push(message) },
    say: (data: unknown, ...ports: readonly MessagePortLike[]) => listener({ data, ports }),
  };
}

const core = () => {
  const state = { closed: 0 };
  return { state, core: servingCore({ handlers: stubHandlers({ 'fleet.list': () => [] }), close: () => Promise.resolve(void (state.closed += 1)) }) };
};

describe('a backend', () => {
  it('serves the windows that come early, and those that come late', async () => {
    const { parent, say, heard } = main();
    const opening = Promise.withResolvers<BackendCore>();
    const { port1, port2 } = new MessageChannelMain();
    const running = runBackend(parent, () => opening.promise, () => undefined);
    say({ kind: 'serve', id: 4 }, port1);
    const early = connectClient(messagePortWire(port2), null);
    opening.resolve(core().core);
    await running;
    const client = await early;
    expect(await client.call('fleet.list', {})).toEqual([]);
    const late = new MessageChannelMain();
    say({ kind: 'serve', id: 5 }, late.port1);
    const other = await connectClient(messagePortWire(late.port2), null);
    expect(other.access).toBe('operate');
    say({ kind: 'serve', id: 6 });
    say('nonsense');
    expect(heard).toEqual([{ kind: 'serving', id: 4 }, { kind: 'serving', id: 5 }]);
    client.close();
    other.close();
  });

  it('closes its core once before it exits, also when it was told while opening', async () => {
    for (const early of [true, false]) {
      const { parent, say } = main();
      const { state, core: opened } = core();
      const opening = Promise.withResolvers<BackendCore>();
      const exited = Promise.withResolvers<number>();
      const running = runBackend(parent, () => opening.promise, exited.resolve);
      if (early) say({ kind: 'close' });
      opening.resolve(opened);
      await running;
      say({ kind: 'close' });
      say({ kind: 'close' });
      expect(await exited.promise).toBe(0);
      expect(state.closed).toBe(1);
    }
  });

  it('tells why its project cannot be opened, and ends', async () => {
    const { parent, heard } = main();
    const codes: number[] = [];
    await runBackend(parent, () => Promise.reject(new ProblemError('unsupported', 'The database is newer than this program.')), (code) => void codes.push(code));
    expect(heard.map(fromBackend)).toEqual([{ kind: 'failed', problem: { code: 'unsupported', message: 'The database is newer than this program.' } }]);
    expect(codes).toEqual([1]);
  });

  it('is not moved by what is no message', () => {
    for (const message of [null, 1, 'serve', {}, { kind: 'serve' }, { kind: 'serve', id: '1' }, { kind: 'other' }]) expect(toBackend(message)).toBeNull();
    for (const message of [null, {}, { kind: 'serving' }, { kind: 'failed' }, { kind: 'failed', problem: null }, { kind: 'failed', problem: { code: 'x' } }]) expect(fromBackend(message)).toBeNull();
    expect(fromBackend({ kind: 'failed', problem: { code: 'no such code', message: 'x', detail: 1 } })).toEqual({ kind: 'failed', problem: { code: 'internal', message: 'x' } });
  });
});

describe('a core that another process owns', () => {
  it('is reached by each window over a connection of its own', async () => {
    const owners: Wire[] = [];
    const joined = joinedCore(() => {
      const [near, far] = memoryWires();
      owners.push(far);
      serveWire(far, stubHandlers({ 'fleet.list': () => [] }), () => 'operate');
      return Promise.resolve(near);
    });
    const clients = [];
    for (let window = 0; window < 2; window += 1) {
      const [near, far] = memoryWires();
      joined.serve(far);
      clients.push(await connectClient(near, null));
    }
    const [first, second] = clients;
    expect(await first?.call('fleet.list', {})).toEqual([]);
    const firstGone = new Promise<void>((resolve) => first?.onClose(resolve));
    owners[0]?.close();
    await firstGone;
    expect(await second?.call('fleet.list', {})).toEqual([]);
    const secondGone = new Promise<void>((resolve) => second?.onClose(resolve));
    await joined.close();
    await secondGone;
  });

  it('closes the window’s wire when it cannot be reached', async () => {
    const joined = joinedCore(() => Promise.reject(new ProblemError('unreachable', 'Nobody is there.')));
    const [near, far] = memoryWires();
    joined.serve(far);
    await expect(connectClient(near, null)).rejects.toMatchObject({ problem: { code: 'unreachable' } });
  });
});
