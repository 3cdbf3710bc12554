import { useEffect, useState } from 'react';

import { useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';

/** Milliseconds within which changes of the port become one question. */
const GATHER = 400;

/** What names the repository as it is now, asked anew after each change of the port; null until it is known. */
export function useStamp(): string | null {
  const client = useConnection((state) => state.client);
  const version = usePort((state) => state.version);
  const [stamp, setStamp] = useState<string | null>(null);
  useEffect(() => {
    if (client === null) return undefined;
    let current = true;
    const timer = window.setTimeout(() => {
      client.call('parity.stamp', {}).then(
        (told) => (current ? setStamp(told.stamp) : undefined),
        () => undefined,
      );
    }, GATHER);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [client, version]);
  return stamp;
}
