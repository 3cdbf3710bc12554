import { useEffect, useState } from 'react';

import type { PlanPaths } from '#shared/contract/schemas/paths.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';
import { throttled } from '#renderer/state/throttle.ts';

export interface AskedPaths {
  readonly from: string;
  readonly to: string | null;
  readonly paths: PlanPaths | null;
  readonly problem: Problem | null;
}

const later = (run: () => void, milliseconds: number): void => void window.setTimeout(run, milliseconds);

/** Asks the core for the paths; again when the port changes, for then other roots may hold it up. Null while nothing has been answered for these ends. */
export function usePaths(from: string | null, to: string | null): AskedPaths | null {
  const client = useConnection((state) => state.client);
  const [answer, setAnswer] = useState<AskedPaths | null>(null);
  useEffect(() => {
    if (client === null || from === null) return;
    const gone = new AbortController();
    const ask = throttled(
      async () => {
        try {
          const paths = await client.call('plan.paths', { from, to });
          if (!gone.signal.aborted) setAnswer({ from, to, paths, problem: null });
        } catch (thrown) {
          if (!gone.signal.aborted) setAnswer({ from, to, paths: null, problem: problemOf(thrown) });
        }
      },
      1000,
      later,
    );
    ask();
    const stop = usePort.subscribe((port, before) => {
      if (port.version !== before.version) ask();
    });
    return () => {
      gone.abort();
      stop();
    };
  }, [client, from, to]);
  return answer !== null && answer.from === from && answer.to === to ? answer : null;
}
