import { create } from 'zustand';

import type { Client } from '#shared/contract/client.ts';
import type { Access } from '#shared/contract/procedure.ts';
import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

export interface ConnectionState {
  readonly status: 'connecting' | 'open' | 'lost' | 'refused';
  readonly access: Access;
  readonly client: Client | null;
  /** While lost: which try comes next, and when (milliseconds from the loss). */
  readonly retry: { readonly attempt: number; readonly inMs: number } | null;
  readonly problem: Problem | null;
}

export const useConnection = create<ConnectionState>(() => ({ status: 'connecting', access: 'read', client: null, retry: null, problem: null }));

/** The client of the open connection; throws a problem for a person while there is none. */
export function openClient(): Client {
  const { client } = useConnection.getState();
  if (client === null) throw new ProblemError('unreachable', 'The connection to the core is gone. It is being tried again.');
  return client;
}

/** Why nothing can be commanded through this window now; null when it can. */
export function refusalToCommand({ status, access }: ConnectionState): string | null {
  if (status !== 'open') return 'Not connected to the core.';
  return access === 'operate' ? null : 'This window is read-only. Open it with the operator’s address to act.';
}
