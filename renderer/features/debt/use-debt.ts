import { useEffect, useState } from 'react';

import type { DebtRow } from '#shared/contract/schemas/debt.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';

/** Milliseconds within which changes of the port become one question. */
const GATHER = 250;

/** The debt ledger as the core has it, asked anew after each change of the port; null until it is there. */
export function useDebt(): { readonly rows: readonly DebtRow[] | null; readonly problem: Problem | null } {
  const client = useConnection((state) => state.client);
  const version = usePort((state) => state.version);
  const [debt, setDebt] = useState<{ readonly rows: readonly DebtRow[] | null; readonly problem: Problem | null }>({ rows: null, problem: null });
  useEffect(() => {
    if (client === null) return undefined;
    let current = true;
    const timer = window.setTimeout(() => {
      client.call('debt.list', {}).then(
        (rows) => (current ? setDebt({ rows, problem: null }) : undefined),
        (thrown: unknown) => (current ? setDebt((before) => ({ ...before, problem: problemOf(thrown) })) : undefined),
      );
    }, GATHER);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [client, version]);
  return debt;
}
