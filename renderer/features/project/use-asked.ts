import { useEffect, useState } from 'react';

import type { Client } from '#shared/contract/client.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';

/** Milliseconds within which changes of the port become one question. */
const GATHER = 250;

/**
 * What the core says, asked anew after each change of the port; null until it is known.
 *
 * @param ask the same function at each call, so that it is asked no more often than that
 */
export function useAsked<Answer>(ask: (client: Client) => Promise<Answer>): Answer | null {
  const client = useConnection((state) => state.client);
  const version = usePort((state) => state.version);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (client === null) return undefined;
    let current = true;
    const timer = window.setTimeout(() => {
      ask(client).then(
        (told) => (current ? setAnswer(() => told) : undefined),
        () => undefined,
      );
    }, GATHER);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [client, version, ask]);
  return answer;
}
