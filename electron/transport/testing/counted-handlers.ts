import type { CallContext, Handlers } from '#shared/contract/host.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { stubHandlers } from './stub-handlers.ts';

/** A turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What the host's side of a counted stream has done so far. */
export interface Produced {
  count: number;
  aborted: boolean;
  /** Resolves when the handler has left, by whatever way. */
  readonly left: Promise<void>;
}

export interface CountedHandlers {
  readonly handlers: Handlers;
  /** How often the handler of each call ran, by its text. */
  readonly ran: ReadonlyMap<string, number>;
  /** By the text that the stream was opened with. */
  readonly streams: ReadonlyMap<string, Produced>;
}

/**
 * Handlers whose behaviour the caller writes into the input, so that a random script needs no other channel:
 * `package.leaveOut { source: 'NAME', reason: 'TURNS' | 'fail' }` answers after so many turns; `log.follow
 * { attempt: 'NAME', from: COUNT }` yields bytes at the offsets 0 … COUNT − 1, and with 'endless-…' goes on for ever.
 */
export function countedHandlers(): CountedHandlers {
  const ran = new Map<string, number>();
  const streams = new Map<string, Produced>();
  async function* follow({ attempt, from }: { readonly attempt: string; readonly from: number }, { signal }: CallContext) {
    let leave = (): void => undefined;
    const produced: Produced = { count: 0, aborted: false, left: new Promise((resolve) => (leave = resolve)) };
    streams.set(attempt, produced);
    signal.addEventListener('abort', () => (produced.aborted = true));
    try {
      for (let offset = 0; offset < from || attempt.startsWith('endless-'); offset += 1) {
        if (offset % 5 === 4) await turn();
        if (signal.aborted) return;
        produced.count += 1;
        yield { offset, bytes: new Uint8Array([offset & 255, 0, 255]), ended: null };
      }
      if (attempt.startsWith('failing-')) throw new ProblemError('unreachable', `${attempt} broke off.`);
    } finally {
      leave();
    }
  }
  const handlers = stubHandlers({
    'package.leaveOut': async ({ source, reason }) => {
      ran.set(source, (ran.get(source) ?? 0) + 1);
      if (reason === 'fail') throw new ProblemError('conflict', `${source} cannot be left out.`, source);
      for (let left = Number(reason); left > 0; left -= 1) await turn();
      return {};
    },
    'log.follow': follow,
  });
  return { handlers, ran, streams };
}
