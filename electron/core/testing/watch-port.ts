import { connectClient, type Client } from '#shared/contract/client.ts';
import type { PortSnapshot } from '#shared/contract/schemas/port.ts';
import { serveWire } from '#shared/contract/host.ts';
import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';
import { memoryWires } from '#electron/transport/memory.ts';

import type { Core } from '../open-core.ts';

/** A window of one’s own onto a core. */
export function clientOf(core: Core): Promise<Client> {
  const [near, far] = memoryWires();
  serveWire(far, core.handlers, () => 'operate');
  return connectClient(near, null);
}

/** The state of each package by name. */
export type States = Readonly<Record<string, PackageState>>;

function statesOf({ names, states }: PortSnapshot): States {
  return Object.fromEntries(names.map((name, row) => [name, PACKAGE_STATES[states[row] ?? 0] ?? 'blocked']));
}

/** Follows the port until `done` says so, as a window would; resolves with the states at that moment. */
export async function until(client: Client, done: (states: States) => boolean): Promise<States> {
  for await (const _delta of client.open('port.changes', { after: 0 })) {
    const states = statesOf(await client.call('port.snapshot', {}));
    if (done(states)) return states;
  }
  throw new Error('The port ended before it came so far.');
}
