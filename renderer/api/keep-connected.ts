import { connectClient, type Client } from '#shared/contract/client.ts';
import type { Wire } from '#shared/contract/wire.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';

/** How the connection stands; `lost` says when it is tried again. */
export type ConnectionEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly client: Client }
  | { readonly kind: 'lost'; readonly attempt: number; readonly retryInMs: number }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface ConnectionParts {
  readonly open: () => Promise<Wire>;
  readonly token: () => string | null;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly tell: (event: ConnectionEvent) => void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** Asking again changes nothing about these. */
const FINAL: ReadonlySet<string> = new Set(['not-allowed', 'unsupported']);

/** Doubles from half a second to ten. */
export function retryWait(attempt: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, attempt - 1));
}

/** Connects, and connects again whenever the connection is lost, until the host refuses for good or `signal` aborts. */
export async function keepConnected({ open, token, wait, tell }: ConnectionParts, signal: AbortSignal): Promise<void> {
  let attempt = 0;
  while (!signal.aborted) {
    if (attempt === 0) tell({ kind: 'connecting' });
    try {
      const client = await connectClient(await open(), token());
      attempt = 0;
      tell({ kind: 'open', client });
      await new Promise<void>((closed) => client.onClose(closed));
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (FINAL.has(problem.code)) {
        tell({ kind: 'refused', problem });
        return;
      }
    }
    attempt += 1;
    const retryInMs = retryWait(attempt);
    tell({ kind: 'lost', attempt, retryInMs });
    await wait(retryInMs);
  }
}
