import type { Wire } from '#shared/contract/wire.ts';

import { createInbox, type Inbox } from './inbox.ts';

/**
 * Two ends of one wire inside a process. Frames are structured clones, so neither end can hold on to the other's
 * data, and arrive in order, never within the `send` that sent them.
 */
export function memoryWires(): readonly [Wire, Wire] {
  const here = createInbox();
  const there = createInbox();
  return [memoryEnd(here, there), memoryEnd(there, here)];
}

function memoryEnd(mine: Inbox, other: Inbox): Wire {
  return {
    send: (frame) => {
      if (!mine.alive) return;
      const copy: unknown = structuredClone(frame);
      queueMicrotask(() => other.push(copy));
    },
    onFrame: mine.onFrame,
    onClose: mine.onClose,
    close: () => {
      if (!mine.alive) return;
      mine.shut();
      queueMicrotask(() => {
        other.end();
        mine.end();
      });
    },
  };
}
