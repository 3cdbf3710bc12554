import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Pieces } from '#shared/plan/pieces.ts';

/** Milliseconds after which others are let at the thread. */
const SLICE = 8;

/** Lets others at the thread now and then: to be called between pieces of long work. */
export function pauses(): () => Promise<void> {
  let rest = performance.now() + SLICE;
  return async () => {
    if (performance.now() < rest) return;
    await nextTurn();
    rest = performance.now() + SLICE;
  };
}

/** Does work that comes in pieces, with a pause wherever one is due. Throws what `pause` throws. */
export async function inPieces<Value>(pieces: Pieces<Value>, pause: () => Promise<void>): Promise<Value> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
    await pause();
  }
}
