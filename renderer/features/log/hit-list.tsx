import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

import { setPanels } from '#renderer/state/panels.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { scrollToRow, useRows } from '#renderer/ui/use-rows.ts';

import { hitAt } from './hits.ts';
import type { LogSearchState } from './use-search.ts';

const ROW = 20;

/** Every match beside the log, each with the words around it. */
export function HitList({ search, line, onGo }: { readonly search: LogSearchState; readonly line: number | null; readonly onGo: (line: number) => void }): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const { hits, total, busy, problem } = search;
  const { first, last } = useRows(list, hits.length, ROW);
  const at = hitAt(hits, line);
  useEffect(() => {
    if (list.current !== null && at >= 0) scrollToRow(list.current, at, ROW);
  }, [at]);
  const step = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / ROW) - 1);
    const to: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: hits.length - 1 };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const hit = hits[Math.max(0, Math.min(hits.length - 1, wanted))];
    if (hit !== undefined) onGo(hit.line);
  };
  return (
    <aside className="log-hits" aria-label="Matches">
      <div className="log-hits-head">
        <span className="soft truncate" role="status">
          {total > hits.length && problem === null ? `First ${formatCount(hits.length)} of ${formatCount(total)} lines` : plural(total, 'line')}
          {busy ? ', searching…' : ''}
        </span>
        <span className="spacer" />
        <IconButton label="Hide the list of matches" onClick={() => setPanels({ logHits: false })}>
          <Icon name="close" size={11} />
        </IconButton>
      </div>
      {problem === null ? null : (
        <p role="alert" className="log-problem">
          {problem.message}
        </p>
      )}
      <div ref={list} className="log-hits-body" role="listbox" tabIndex={0} aria-label="Lines that match" aria-activedescendant={at >= first && at < last ? `log-hit-${at}` : undefined} onKeyDown={step}>
        <div className="log-hits-rows" style={{ height: hits.length * ROW }}>
          {hits.slice(first, last).map(({ line: number, text, column, length }, offset) => (
            <div
              key={number}
              id={`log-hit-${first + offset}`}
              role="option"
              aria-selected={first + offset === at}
              aria-setsize={hits.length}
              aria-posinset={first + offset + 1}
              className="log-hit"
              style={{ transform: `translateY(${(first + offset) * ROW}px)` }}
              onClick={() => onGo(number)}
            >
              <span className="log-hit-number">{number}</span>
              <span className="truncate">
                {text.slice(0, column)}
                <mark className="log-mark">{text.slice(column, column + length)}</mark>
                {text.slice(column + length)}
              </span>
            </div>
          ))}
        </div>
      </div>
    </aside>
  );
}
