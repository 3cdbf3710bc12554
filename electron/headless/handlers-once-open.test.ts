import { expect, it } from 'vitest';

import { connectClient, type Client } from '#shared/contract/client.ts';
import { serveWire, type Handlers } from '#shared/contract/host.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { memoryWires } from '#electron/transport/memory.ts';
import { stubHandlers } from '#electron/transport/testing/stub-handlers.ts';

import { handlersOnceOpen } from './handlers-once-open.ts';

function clientOf(opening: Promise<Handlers>): Promise<Client> {
  const [near, far] = memoryWires();
  serveWire(far, handlersOnceOpen(opening), () => 'operate');
  return connectClient(near, null);
}

const fleet = async function* (): AsyncGenerator<never[]> {
  yield await Promise.resolve([]);
};

it('answers calls and streams that came before the core was open as soon as it is', async () => {
  const { promise, resolve } = Promise.withResolvers<Handlers>();
  const client = await clientOf(promise);
  const listed = client.call('failures.clusters', {});
  const followed = client.open('fleet.changes', {})[Symbol.asyncIterator]().next();
  resolve(stubHandlers({ 'failures.clusters': () => [], 'fleet.changes': fleet }));
  expect(await listed).toEqual([]);
  expect(await followed).toEqual({ done: false, value: [] });
});

it('tells whoever waited why the core could not be opened', async () => {
  const client = await clientOf(Promise.reject(new ProblemError('bad-input', 'portolan.yaml has no sources.')));
  await expect(client.call('failures.clusters', {})).rejects.toMatchObject({ problem: { code: 'bad-input', message: 'portolan.yaml has no sources.' } });
  await expect(client.open('fleet.changes', {})[Symbol.asyncIterator]().next()).rejects.toMatchObject({ problem: { code: 'bad-input' } });
});

it('begins no stream that was left before the core was open', async () => {
  const { promise, resolve } = Promise.withResolvers<Handlers>();
  const client = await clientOf(promise);
  const stream = client.open('fleet.changes', {});
  stream.cancel();
  let begun = 0;
  const counted = (): AsyncGenerator<never[]> => {
    begun += 1;
    return fleet();
  };
  resolve(stubHandlers({ 'failures.clusters': () => [], 'fleet.changes': counted }));
  expect(await client.call('failures.clusters', {})).toEqual([]);
  expect(begun).toBe(0);
});
