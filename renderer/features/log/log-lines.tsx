import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

import type { LogPart } from '#shared/logs/part-finder.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { keyOf, type FoldedLines } from './fold.ts';
import { hitAt, marksAt } from './hits.ts';
import { LogLine } from './log-line.tsx';
import type { LogSession } from './log-sessions.ts';
import { ROW, RowScroller, yOfRow } from './row-scroller.tsx';
import type { Ticks } from './scroll-bar.tsx';
import { AT_END, middlePlace, type ScrollPlace } from './scroll-place.ts';
import type { LogSearchState } from './use-search.ts';

/** Of what is looked at: a line, or the lines up to another. */
export interface Look {
  readonly line: number | null;
  readonly lineTo: number | null;
}

function PartHead({ part, folded, failed, onToggle }: { readonly part: LogPart; readonly folded: boolean; readonly failed: boolean; readonly onToggle: () => void }): ReactNode {
  return (
    <button type="button" className="log-section" data-depth={part.depth} aria-expanded={!folded} data-failed={failed || undefined} onClick={onToggle}>
      <Icon name={folded ? 'right' : 'down'} size={12} />
      <strong>{part.name}</strong>
      {failed && part.depth === 0 ? <span className="log-section-failed">✕ failed here</span> : null}
      <span className="faint">{folded ? `${formatCount(part.last - part.first)} lines folded` : ''}</span>
    </button>
  );
}

/** The marks along the scroll bar: what was found, the cause, what is looked at. */
function useTicks(folded: FoldedLines, { hits }: LogSearchState, cause: number | null, { line }: Look): readonly Ticks[] {
  const share = useCallback((at: number) => folded.rowOf(at) / Math.max(1, folded.count - 1), [folded]);
  const found = useMemo(() => hits.map((hit) => share(hit.line)), [hits, share]);
  return useMemo(
    () => [
      { kind: 'hit', at: found },
      { kind: 'cause', at: cause === null ? [] : [share(cause)] },
      { kind: 'line', at: line === null ? [] : [share(line)] },
    ],
    [found, cause, line, share],
  );
}

/** The lines of a log. The place in it is held by line, so that folding, wrapping and new lines leave what is looked at where it is. */
export function LogLines({
  session,
  look,
  cause,
  search,
  wrap,
  parts,
  folded,
  lines,
  place,
  onPlace,
  onFold,
  onNumber,
  onKeyDown,
}: {
  readonly session: LogSession;
  readonly look: Look;
  readonly cause: number | null;
  readonly search: LogSearchState;
  readonly wrap: boolean;
  readonly parts: readonly LogPart[];
  readonly folded: ReadonlySet<number>;
  readonly lines: FoldedLines;
  /** `row` is a line. */
  readonly place: ScrollPlace;
  readonly onPlace: (place: ScrollPlace) => void;
  readonly onFold: (part: LogPart) => void;
  readonly onNumber: (number: number, event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
}): ReactNode {
  const view = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<{ readonly first: number; readonly last: number } | null>(null);
  const { pages, bytes, version, lines: extent } = session;
  const { line, lineTo } = look;
  const rowPlace = useMemo(() => (place.kind === 'end' ? place : { ...place, row: lines.rowOf(place.row) }), [place, lines]);
  const putRow = useCallback((next: ScrollPlace) => onPlace(next.kind === 'end' ? next : { ...next, row: lines.lineAt(next.row) }), [lines, onPlace]);

  // Whoever goes to a line sees it in the middle, unless it is in sight already.
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const key = `${line ?? ''}`;
    if (view.current === null || line === null || line > extent || shown.current === key) return;
    shown.current = key;
    const y = yOfRow(view.current, lines.rowOf(line));
    const height = view.current.clientHeight;
    if (y === null || y < ROW || y > height - 2 * ROW) onPlace(middlePlace(line, height, ROW));
    else onPlace({ kind: 'row', row: line, y });
  }, [line, lines, extent, onPlace]);

  // Wrapping moves lines: the one that is looked at stays where it was, or else the topmost.
  const held = useRef<{ readonly wrap: boolean; readonly y: number | null }>({ wrap, y: null });
  useLayoutEffect(() => {
    const before = held.current;
    if (before.wrap !== wrap && before.y !== null && line !== null) onPlace({ kind: 'row', row: line, y: before.y });
    const y = view.current === null || line === null ? null : yOfRow(view.current, lines.rowOf(line));
    held.current = { wrap, y: y !== null && y >= 0 && y < (view.current?.clientHeight ?? 0) ? y : null };
  });

  useEffect(() => {
    if (sight === null || extent === 0) return;
    const wanted: number[] = [];
    for (let row = sight.first; row <= sight.last; row++) wanted.push(lines.lineAt(row));
    pages.want(wanted, { lines: extent, bytes });
  }, [sight, pages, lines, extent, bytes, version]);
  const onSight = useCallback((first: number, last: number) => setSight((before) => (before?.first === first && before.last === last ? before : { first, last })), []);

  const heads = useMemo(() => {
    const byLine = new Map<number, LogPart[]>();
    for (const part of parts) byLine.set(part.first, [...(byLine.get(part.first) ?? []), part]);
    return byLine;
  }, [parts]);
  const ticks = useTicks(lines, search, cause, look);
  const { hits, finder } = search;
  const isRegex = finder === null;

  const render = (row: number): ReactNode => {
    const number = lines.lineAt(row);
    const own = heads.get(number);
    const loaded = pages.line(number);
    const isHit = hitAt(hits, number) >= 0;
    return (
      <LogLine
        key={number}
        row={row}
        number={number}
        text={loaded?.text ?? null}
        cut={loaded?.cut ?? false}
        finder={finder}
        found={isRegex && isHit ? marksAt(hits, number) : null}
        isHit={isHit}
        isCause={number === cause}
        isCurrent={line !== null && number >= line && number <= (lineTo ?? line)}
        head={own === undefined ? null : own.map((part) => <PartHead key={part.depth} part={part} folded={folded.has(keyOf(part))} failed={cause !== null && cause >= part.first && cause <= part.last} onToggle={() => onFold(part)} />)}
        onNumber={onNumber}
      />
    );
  };
  return (
    <div className="log-lines" data-lines={extent} data-at-end={place === AT_END || undefined}>
      <RowScroller view={view} count={lines.count} place={rowPlace} onPlace={putRow} render={render} onSight={onSight} ticks={ticks} label="Lines of the log" wrap={wrap} onKeyDown={onKeyDown} />
    </div>
  );
}
