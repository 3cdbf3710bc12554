import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';

import { go } from '#renderer/state/location.ts';
import { toast } from '#renderer/state/toasts.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { scrollToRow, useRows } from '#renderer/ui/use-rows.ts';

import { FoldedRows, ONE_ROW_EACH, type Section } from './fold.ts';
import type { LogSession } from './log-sessions.ts';
import { useColumns } from './use-columns.ts';
import { WrappedRows } from './wrapped-rows.ts';

const ROW = 18;

function linkTo(line: number): void {
  go({ line }, { remember: false });
  void navigator.clipboard.writeText(window.location.href).then(
    () => toast('info', `The link to line ${line} is in the clipboard.`),
    () => toast('info', `The address of this window leads to line ${line} now.`),
  );
}

/** Which rows there are, of lines that are wrapped at `columns` (0: not wrapped) and folded. */
function useFoldedRows({ buffer, version }: LogSession, columns: number, sections: readonly Section[], folded: ReadonlySet<number>): FoldedRows {
  const wrapped = useMemo(() => (columns === 0 ? null : new WrappedRows(buffer, columns)), [buffer, columns]);
  return useMemo(() => {
    if (version >= 0) wrapped?.extend();
    return new FoldedRows(wrapped ?? ONE_ROW_EACH, buffer.lines, sections, folded);
  }, [wrapped, buffer, version, sections, folded]);
}

/** Folding and wrapping move lines: the one that is looked at, or else the topmost, stays where it was on the screen. */
function useStillness(body: RefObject<HTMLDivElement | null>, rows: FoldedRows, line: number | null, folded: ReadonlySet<number>, columns: number): void {
  const held = useRef<{ readonly line: number; readonly offset: number } | null>(null);
  const shape = useRef({ folded, columns });
  useLayoutEffect(() => {
    const element = body.current;
    const before = shape.current;
    shape.current = { folded, columns };
    // New lines at the end move none of those in sight.
    if (element === null || held.current === null || (before.folded === folded && before.columns === columns)) return;
    element.scrollTo({ top: rows.rowsBefore(held.current.line) * ROW - held.current.offset });
  }, [body, rows, folded, columns]);
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const hold = (): void => {
      const first = Math.floor(element.scrollTop / ROW);
      const at = line === null ? -1 : rows.rowsBefore(line);
      const own = line !== null && at >= first && (at + 1) * ROW <= element.scrollTop + element.clientHeight;
      held.current = own ? { line, offset: at * ROW - element.scrollTop } : { line: rows.lineAt(first), offset: first * ROW - element.scrollTop };
    };
    hold();
    element.addEventListener('scroll', hold, { passive: true });
    return () => element.removeEventListener('scroll', hold);
  }, [body, rows, line]);
}

function SectionHead({ section, folded, failed, onToggle }: { readonly section: Section; readonly folded: boolean; readonly failed: boolean; readonly onToggle: () => void }): ReactNode {
  return (
    <button type="button" className="log-section" aria-expanded={!folded} data-failed={failed || undefined} onClick={onToggle}>
      <Icon name={folded ? 'right' : 'down'} size={12} />
      <strong>{section.name}</strong>
      {failed ? <span className="log-section-failed">✕ failed here</span> : null}
      <span className="faint">{folded ? `${formatCount(section.last - section.first)} lines folded` : ''}</span>
    </button>
  );
}

/** The lines in sight, of however many there are. `line` is marked and brought into sight when it changes. */
export function LogLines({
  session,
  line,
  cause,
  matches,
  wrap,
  sections,
  folded,
  following,
  onFold,
  onLeaveEnd,
}: {
  readonly session: LogSession;
  readonly line: number | null;
  readonly cause: number | null;
  readonly matches: ((text: string) => boolean) | null;
  readonly wrap: boolean;
  readonly sections: readonly Section[];
  /** First lines of the sections that are folded. */
  readonly folded: ReadonlySet<number>;
  readonly following: boolean;
  readonly onFold: (section: Section) => void;
  readonly onLeaveEnd: () => void;
}): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const shownLine = useRef<string | null>(null);
  const [probe, setProbe] = useState<HTMLSpanElement | null>(null);
  const { buffer, version, attempt } = session;
  const lines = buffer.lines;
  const columns = useColumns(body, probe);
  const rows = useFoldedRows(session, wrap ? columns : 0, sections, folded);
  const { first, last } = useRows(body, rows.count, ROW, 20);
  useEffect(() => {
    const key = `${attempt} ${line ?? ''}`;
    if (body.current === null || line === null || line > lines || shownLine.current === key) return;
    shownLine.current = key;
    scrollToRow(body.current, rows.rowsBefore(line), ROW, true);
  }, [attempt, line, lines, rows]);
  // After the scrolling above, so that what it brought into sight is what is held.
  useStillness(body, rows, line, folded, wrap ? columns : 0);
  useEffect(() => {
    if (following && body.current !== null && version >= 0) body.current.scrollTop = body.current.scrollHeight;
  }, [following, version, rows]);
  const heads = useMemo(() => new Map(sections.map((section) => [section.first, section])), [sections]);
  const inSight: number[] = [];
  for (let number = rows.lineAt(first); number <= lines && rows.rowsBefore(number) < last; number = rows.after(number)) inSight.push(number);
  const top = inSight[0] === undefined ? 0 : rows.rowsBefore(inSight[0]);
  return (
    <div
      ref={body}
      className="log-body"
      data-wrap={wrap || undefined}
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Lines of the log"
      data-lines={lines}
      onWheel={(event) => {
        if (event.deltaY < 0) onLeaveEnd();
      }}
      onKeyDown={(event) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) onLeaveEnd();
      }}
    >
      <span ref={setProbe} className="log-probe" aria-hidden="true">
        0000000000
      </span>
      <div className="log-rows" style={{ height: rows.count * ROW }}>
        <div className="log-window" style={{ transform: `translateY(${top * ROW}px)` }}>
          {inSight.map((number) => {
            const text = buffer.line(number);
            const section = heads.get(number);
            return (
              <div
                key={number}
                className="log-line"
                data-line={number}
                data-head={section !== undefined || undefined}
                data-cause={number === cause || undefined}
                data-current={number === line || undefined}
                data-hit={(matches?.(text) ?? false) || undefined}
              >
                <button type="button" className="log-number" tabIndex={-1} aria-label={`Copy a link to line ${number}`} onClick={() => linkTo(number)}>
                  {number}
                </button>
                {section === undefined ? null : (
                  <SectionHead section={section} folded={folded.has(number)} failed={cause !== null && cause >= section.first && cause <= section.last} onToggle={() => onFold(section)} />
                )}
                <span className="log-text">{text}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
