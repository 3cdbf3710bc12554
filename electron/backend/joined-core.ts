import type { Wire } from '#shared/contract/wire.ts';

import { relayWires } from './relay-wires.ts';
import type { BackendCore } from './run-backend.ts';

/**
 * The core of another process of the same person, which owns the project already: each window gets a connection of its
 * own to it. A connection that fails closes the window's wire; the window then asks for a new one.
 */
export function joinedCore(join: () => Promise<Wire>): BackendCore {
  const windows = new Set<Wire>();
  return {
    serve: (window) => {
      windows.add(window);
      window.onClose(() => windows.delete(window));
      join().then(
        (owner) => relayWires(window, owner),
        () => window.close(),
      );
    },
    close: () => {
      for (const window of [...windows]) window.close();
      return Promise.resolve();
    },
  };
}
