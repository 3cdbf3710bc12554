import { useEffect, useState } from 'react';

import type { CycleDetail, CycleList } from '#shared/contract/schemas/cycles.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';
import type { CycleEdges } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';
import { useProject } from '#renderer/state/stores.ts';

/** Milliseconds within which changes of the port become one question. */
const GATHER = 400;

export interface Asked<Value> {
  readonly value: Value | null;
  readonly problem: Problem | null;
}

/** The core's answer, asked anew when `key` or anything of the port has changed; the one before stays until then, unless it was to another `key`. */
function useAsked<Value>(key: string | null, ask: (client: NonNullable<ReturnType<typeof useConnection.getState>['client']>) => Promise<Value>): Asked<Value> {
  const client = useConnection((state) => state.client);
  const version = usePort((state) => state.version);
  const project = useProject((state) => state.project);
  const [asked, setAsked] = useState<Asked<Value> & { readonly key: string | null }>({ key: null, value: null, problem: null });
  const first = asked.key !== key;
  useEffect(() => {
    if (client === null || key === null) return undefined;
    let current = true;
    const timer = window.setTimeout(
      () => {
        ask(client).then(
          (value) => (current ? setAsked({ key, value, problem: null }) : undefined),
          (thrown: unknown) => (current ? setAsked((before) => ({ key, value: before.key === key ? before.value : null, problem: problemOf(thrown) })) : undefined),
        );
      },
      first ? 0 : GATHER,
    );
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
    // `ask` is told apart by `key`; `first` only says how soon.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, version, project, key]);
  return first ? { value: null, problem: null } : asked;
}

export function useCycleList(): Asked<CycleList> {
  return useAsked('list', (client) => client.call('cycles.list', {}));
}

/** The cycle that `member` is in; nothing while there is none to ask about. */
export function useCycle(graph: CycleEdges, member: string | null): Asked<CycleDetail> {
  return useAsked(member === null ? null : `${graph} ${member}`, (client) => client.call('cycles.describe', { graph, member: member ?? '' }));
}
