import { setImmediate as nextTurn } from 'node:timers/promises';

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
