import { useEffect, useMemo, useState } from 'react';

import type { LogSession } from './log-sessions.ts';
import { findLines, matcherOf } from './search.ts';

/** The lines that match, found in slices between frames; `invalid` for a pattern that cannot be read. */
export function useSearch({ buffer, version }: LogSession, query: string, regex: boolean): { readonly hits: readonly number[]; readonly invalid: boolean; readonly matches: ((line: string) => boolean) | null } {
  const matches = useMemo(() => matcherOf(query, regex), [query, regex]);
  const [found, setFound] = useState<{ readonly of: unknown; readonly hits: readonly number[] }>({ of: null, hits: [] });
  useEffect(() => {
    if (matches === null || version < 0) return;
    let timer = 0;
    const hits: number[] = [];
    const blocks = findLines(buffer, matches, 1, buffer.lines);
    const step = (): void => {
      const next = blocks.next();
      if (next.done === true) {
        setFound({ of: matches, hits });
        return;
      }
      hits.push(...next.value);
      timer = window.setTimeout(step);
    };
    timer = window.setTimeout(step, 120);
    return () => window.clearTimeout(timer);
  }, [buffer, matches, version]);
  return { hits: matches !== null && found.of === matches ? found.hits : [], invalid: query !== '' && matches === null, matches };
}
