import { useEffect, useState } from 'react';

import type { LogComparison } from '#shared/contract/schemas/log-view.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';

export type Comparison = { readonly kind: 'working'; readonly fraction: number } | { readonly kind: 'failed'; readonly problem: Problem } | Extract<LogComparison, { kind: 'done' }>;

const BEGINNING: Comparison = { kind: 'working', fraction: 0 };

/** What differs between two logs; made in the core, and cancelled when nobody wants it any more. */
export function useComparison(earlier: string, later: string): Comparison {
  const client = useConnection((state) => state.client);
  const key = `${earlier} ${later}`;
  const [made, setMade] = useState<{ readonly key: string; readonly comparison: Comparison }>({ key, comparison: BEGINNING });
  useEffect(() => {
    if (client === null) return;
    const stream = client.open('log.compare', { earlier, later });
    let left = false;
    const run = async (): Promise<void> => {
      try {
        for await (const item of stream) {
          if (left) return;
          setMade({ key, comparison: item.kind === 'done' ? item : { kind: 'working', fraction: item.fraction } });
        }
      } catch (thrown) {
        const problem = problemOf(thrown);
        if (!left && problem.code !== 'unreachable') setMade({ key, comparison: { kind: 'failed', problem } });
      }
    };
    void run();
    return () => {
      left = true;
      stream.cancel();
    };
  }, [client, earlier, later, key]);
  return made.key === key ? made.comparison : BEGINNING;
}
