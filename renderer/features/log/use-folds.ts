import { useMemo, useState } from 'react';

import type { LogPart } from '#shared/logs/part-finder.ts';

import { FoldedLines, foldedAtFirst, keyOf, partsAt } from './fold.ts';
import type { LogSession } from './log-sessions.ts';

export interface Folds {
  readonly folded: ReadonlySet<number>;
  readonly lines: FoldedLines;
  readonly toggle: (part: LogPart) => void;
  /** Folds every phase, or opens everything where something is folded. */
  readonly toggleAll: () => void;
}

/** Which parts are folded: what a person chose, else the usual for how the log was when it was opened. */
export function useFolds({ parts, lines, row, endedAtFirst }: LogSession, line: number | null): Folds {
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const [looked, setLooked] = useState(line);
  const cause = row?.causal?.line ?? null;
  const usual = useMemo(() => (endedAtFirst && row?.state === 'failed' ? foldedAtFirst(parts, cause, looked) : new Set<number>()), [endedAtFirst, row?.state, parts, cause, looked]);
  const folded = chosen ?? usual;
  if (line !== looked) {
    // Whoever goes to a line wants to see it.
    setLooked(line);
    const around = line === null ? [] : partsAt(parts, line).filter((part) => part.first !== line && folded.has(keyOf(part)));
    if (around.length > 0) setChosen(new Set([...folded].filter((key) => around.every((part) => keyOf(part) !== key))));
  }
  const view = useMemo(() => new FoldedLines(lines, parts, folded), [lines, parts, folded]);
  return {
    folded,
    lines: view,
    toggle: (part) => {
      const next = new Set(folded);
      if (!next.delete(keyOf(part))) next.add(keyOf(part));
      setChosen(next);
    },
    toggleAll: () => setChosen(folded.size > 0 ? new Set() : new Set(parts.filter(({ depth }) => depth === 0).map(keyOf))),
  };
}
