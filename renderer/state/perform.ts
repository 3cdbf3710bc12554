import { create } from 'zustand';

import type { Client } from '#shared/contract/client.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { openClient } from './connection.ts';
import { toast, type Toast } from './toasts.ts';

/** Keys of what was asked of the core and is not answered yet. */
export const usePending = create<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

export interface Done {
  readonly message: string;
  readonly action?: Toast['action'];
}

function mark(key: string, pending: boolean): void {
  usePending.setState(({ keys }) => {
    const next = new Set(keys);
    if (pending) next.add(key);
    else next.delete(key);
    return { keys: next };
  });
}

/**
 * Asks the core for something, pending under `key` until it has answered: a second click meanwhile does nothing. What it
 * returns is said as a toast, and so is a refusal. Resolves to whether it was done.
 */
export async function perform(key: string, work: (client: Client) => Promise<Done | null>): Promise<boolean> {
  if (usePending.getState().keys.has(key)) return false;
  mark(key, true);
  try {
    const done = await work(openClient());
    if (done !== null) toast('info', done.message, { action: done.action ?? null });
    return true;
  } catch (thrown) {
    const problem = problemOf(thrown);
    toast('error', problem.message, { detail: problem.detail });
    return false;
  } finally {
    mark(key, false);
  }
}

export function useIsPending(key: string): boolean {
  return usePending((state) => state.keys.has(key));
}
