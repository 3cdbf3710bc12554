import { useEffect, useMemo, useState } from 'react';

import type { LogSession } from './log-sessions.ts';
import { LogSearch, matcherOf } from './search.ts';

/** Typing waits so long for its search. */
const PAUSE_MS = 120;

/** The lines that match, found in slices between frames and kept while the log grows; `invalid` for a pattern that cannot be read. */
export function useSearch({ buffer, version, ended }: LogSession, query: string, regex: boolean): { readonly hits: readonly number[]; readonly invalid: boolean; readonly matches: ((line: string) => boolean) | null } {
  const matches = useMemo(() => matcherOf(query, regex), [query, regex]);
  const [search, setSearch] = useState<LogSearch | null>(null);
  const [found, setFound] = useState<{ readonly by: LogSearch | null; readonly hits: readonly number[] }>({ by: null, hits: [] });
  useEffect(() => {
    const timer = window.setTimeout(() => setSearch(matches === null ? null : new LogSearch(buffer, matches)), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [buffer, matches]);
  useEffect(() => {
    if (search === null || version < 0) return;
    let timer = 0;
    const step = (): void => {
      const more = search.step(ended !== null);
      setFound((before) => (before.by === search && before.hits.length === search.hits.length ? before : { by: search, hits: search.hits.slice() }));
      if (more) timer = window.setTimeout(step);
    };
    timer = window.setTimeout(step);
    return () => window.clearTimeout(timer);
  }, [search, version, ended]);
  const current = search !== null && search.matches === matches && found.by === search;
  return { hits: current ? found.hits : [], invalid: query !== '' && matches === null, matches };
}
