import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';

import { useSize } from '#renderer/ui/use-size.ts';

import { ScrollBar, type Ticks } from './scroll-bar.tsx';
import { AT_END, moved, topRow, type ScrollPlace, type SeenRow } from './scroll-place.ts';

/** The height of a row that is not wrapped, in pixels; as in log.css. */
export const ROW = 18;
const SPARE = 2;

/** The rows that are drawn now, with their places on the screen. */
function seenRows(view: HTMLElement): readonly SeenRow[] {
  const { top } = view.getBoundingClientRect();
  return [...view.querySelectorAll<HTMLElement>('[data-row]')].map((element) => {
    const box = element.getBoundingClientRect();
    return { row: Number(element.dataset['row']), top: box.top - top, bottom: box.bottom - top };
  });
}

/** Where a row stands in the view now, in pixels; null where it is not drawn. */
export function yOfRow(view: HTMLElement, row: number): number | null {
  const element = view.querySelector(`[data-row="${row}"]`);
  return element === null ? null : element.getBoundingClientRect().top - view.getBoundingClientRect().top;
}

/** Turns the wheel's deltas into pixels, a frame's at once; sideways the browser scrolls itself. */
function useWheel(view: RefObject<HTMLElement | null>, scrollBy: (delta: number) => void): void {
  const act = useRef(scrollBy);
  useEffect(() => {
    act.current = scrollBy;
  });
  useEffect(() => {
    const element = view.current;
    if (element === null) return;
    let owed = 0;
    let frame = 0;
    const turn = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      owed += event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? element.clientHeight : 1);
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        act.current(owed);
        owed = 0;
      });
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => {
      element.removeEventListener('wheel', turn);
      cancelAnimationFrame(frame);
    };
  }, [view]);
}

/**
 * A list of any number of rows, of which only those in sight are drawn. Rows may be higher than {@link ROW} (wrapped): what is
 * drawn is laid out from the place that is held, upwards and downwards, and nothing else need be measured.
 */
export function RowScroller({
  view,
  count,
  place,
  onPlace,
  render,
  onSight,
  ticks,
  label,
  wrap,
  onKeyDown,
}: {
  readonly view: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly place: ScrollPlace;
  readonly onPlace: (place: ScrollPlace) => void;
  readonly render: (row: number) => ReactNode;
  /** Rows `first … last` are drawn now. */
  readonly onSight: (first: number, last: number) => void;
  readonly ticks: readonly Ticks[];
  readonly label: string;
  readonly wrap: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
}): ReactNode {
  const { height } = useSize(view);
  const viewRows = height / ROW;
  const held = place.kind === 'end' ? count - 1 : Math.max(0, Math.min(count - 1, place.row));
  const y = place.kind === 'end' ? height : place.y;
  const above = Math.ceil(Math.max(0, y) / ROW) + SPARE;
  const below = place.kind === 'end' ? 0 : Math.ceil(Math.max(0, height - y) / ROW) + SPARE;
  const first = Math.max(0, place.kind === 'end' ? count - above : held - above);
  const split = place.kind === 'end' ? count : held;
  const last = Math.min(count - 1, held + below);
  const scrollBy = (delta: number): void => {
    if (view.current !== null && count > 0 && delta !== 0) onPlace(moved(seenRows(view.current), delta, count, view.current.clientHeight, ROW));
  };
  useWheel(view, scrollBy);
  useEffect(() => {
    if (height > 0 && last >= first) onSight(first, last);
  }, [first, last, height, onSight]);
  // Nothing stands before the first row or after the last: where a place would show that, it is put right before it is seen.
  useLayoutEffect(() => {
    if (view.current === null || place.kind === 'end' || height === 0 || count === 0) return;
    const seen = seenRows(view.current);
    const [top, end] = [seen[0], seen.at(-1)];
    if (top?.row === 0 && top.top > 0) onPlace({ kind: 'row', row: 0, y: 0 });
    else if (end?.row === count - 1 && end.bottom < height && !(top?.row === 0 && top.top >= 0)) onPlace(top?.row === 0 && end.bottom - top.top <= height ? { kind: 'row', row: 0, y: 0 } : AT_END);
  }, [view, place, height, count, onPlace, wrap]);
  const key = (event: KeyboardEvent<HTMLDivElement>): void => {
    onKeyDown(event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(ROW, height - 2 * ROW);
    const by: Readonly<Record<string, number>> = { ArrowDown: ROW, ArrowUp: -ROW, PageDown: page, PageUp: -page, ' ': event.shiftKey ? -page : page };
    const delta = by[event.key];
    if (event.key === 'Home') onPlace({ kind: 'row', row: 0, y: 0 });
    else if (event.key === 'End') onPlace(AT_END);
    else if (delta !== undefined && event.target === event.currentTarget) scrollBy(delta);
    else return;
    event.preventDefault();
  };
  const rows = (from: number, to: number): ReactNode[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => render(from + index));
  return (
    <div className="log-scroller">
      <div
        ref={view}
        className="log-body"
        data-wrap={wrap || undefined}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={label}
        onKeyDown={key}
        onScroll={(event) => {
          // The rows move, never what they stand in: a browser that scrolls to a focus or a selection is put right.
          if (event.currentTarget.scrollTop !== 0) event.currentTarget.scrollTop = 0;
        }}
      >
        <div id="log-rows" className="log-rows" data-end={place.kind === 'end' || undefined} style={place.kind === 'end' ? undefined : { transform: `translateY(${y}px)` }}>
          <div className="log-above">{rows(first, split)}</div>
          <div className="log-below">{rows(split, last + 1)}</div>
        </div>
      </div>
      <ScrollBar top={topRow(place.kind === 'end' ? place : { ...place, row: place.row - place.y / ROW }, count, viewRows)} count={count} viewRows={viewRows} rowHeight={ROW} ticks={ticks} label={label} onPlace={onPlace} />
    </div>
  );
}
