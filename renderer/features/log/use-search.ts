import { useEffect, useMemo, useRef, useState } from 'react';

import { finderOf, type Finder, type LinePattern } from '#shared/logs/line-pattern.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { openClient, useConnection } from '#renderer/state/connection.ts';

import { MOST_HITS, type Hit } from './hits.ts';
import type { LogSession } from './log-sessions.ts';

/** Typing waits so long for its search. */
const PAUSE_MS = 120;
const NONE: readonly Hit[] = [];

/** A search as it stands: hits ascend, `total` counts those that are not listed too. */
export interface LogSearchState {
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly busy: boolean;
  /** The text is no regular expression. */
  readonly invalid: boolean;
  readonly problem: Problem | null;
  /** For plain words, which are safe to look for here; null for an expression, whose marks come with the hits. */
  readonly finder: Finder | null;
}

interface Found {
  readonly by: LinePattern | null;
  readonly hits: readonly Hit[];
  readonly total: number;
  /** Lines up to this one have been looked at. */
  readonly line: number;
  readonly problem: Problem | null;
}

const NOTHING: Found = { by: null, hits: NONE, total: 0, line: 0, problem: null };

/** Looks through the log in the core, and goes on where it was as the log grows. */
export function useSearch({ attempt, wholeLines, lines, ended }: LogSession, pattern: LinePattern): LogSearchState {
  const finder = useMemo(() => finderOf(pattern), [pattern]);
  const client = useConnection((state) => state.client);
  const [settled, setSettled] = useState<LinePattern | null>(null);
  const [found, setFound] = useState<Found>(NOTHING);
  const [running, setRunning] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(finder === null ? null : pattern), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [pattern, finder]);
  const current = found.by === settled ? found : NOTHING;
  const last = ended === null ? wholeLines : lines;
  const due = settled !== null && client !== null && current.problem === null && (found.by !== settled || current.line < last);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), [settled, attempt, client]);
  useEffect(() => {
    if (!due || running) return;
    const after = current.line;
    const before = current;
    let cancelled = false;
    const stream = openClient().open('log.search', { attempt, pattern: settled, after, limit: Math.max(1, MOST_HITS - before.hits.length) });
    stop.current = () => {
      cancelled = true;
      stream.cancel();
      setRunning(false);
    };
    const run = async (): Promise<void> => {
      setRunning(true);
      let hits = before.hits;
      try {
        for await (const item of stream) {
          if (cancelled) return;
          if (item.hits.length > 0 && hits.length < MOST_HITS) hits = [...hits, ...item.hits].slice(0, MOST_HITS);
          setFound({ by: settled, hits, total: before.total + item.total, line: item.line, problem: null });
        }
      } catch (thrown) {
        const problem = problemOf(thrown);
        if (!cancelled && problem.code !== 'unreachable') setFound({ by: settled, hits, total: hits.length, line: after, problem });
      }
      if (!cancelled) setRunning(false);
    };
    void run();
  }, [due, running, current, settled, attempt]);
  const invalid = pattern.text !== '' && finder === null;
  const isCurrent = settled === pattern;
  return {
    hits: isCurrent ? current.hits : NONE,
    total: isCurrent ? current.total : 0,
    busy: !invalid && pattern.text !== '' && (!isCurrent || running || due),
    invalid,
    problem: isCurrent ? current.problem : null,
    finder: pattern.regex ? null : finder,
  };
}
