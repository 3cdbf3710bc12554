import { useEffect, useState } from 'react';

import type { FirstMorningReport } from '#shared/contract/schemas/first-morning.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';

interface Asked {
  readonly report: FirstMorningReport | null;
  readonly problem: Problem | null;
}

/** The report as the core has it, asked anew when the plan or what is left out changes; null until it is there. */
export function useFirstMorning(): Asked {
  const client = useConnection((state) => state.client);
  const digest = usePort((state) => state.model?.planDigest);
  const leftOut = usePort((state) => state.summary?.leftOut);
  const [asked, setAsked] = useState<Asked>({ report: null, problem: null });
  useEffect(() => {
    if (client === null) return undefined;
    let current = true;
    client.call('plan.firstMorning', {}).then(
      (report) => (current ? setAsked({ report, problem: null }) : undefined),
      (thrown: unknown) => (current ? setAsked((before) => ({ ...before, problem: problemOf(thrown) })) : undefined),
    );
    return () => {
      current = false;
    };
  }, [client, digest, leftOut]);
  return asked;
}
