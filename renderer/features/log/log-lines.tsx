import { useEffect, useRef, type ReactNode } from 'react';

import { go } from '#renderer/state/location.ts';
import { toast } from '#renderer/state/toasts.ts';
import { scrollToRow, useRows } from '#renderer/ui/use-rows.ts';

import type { LogSession } from './log-sessions.ts';

const ROW = 18;

function linkTo(line: number): void {
  go({ line }, { remember: false });
  void navigator.clipboard.writeText(window.location.href).then(
    () => toast('info', `The link to line ${line} is in the clipboard.`),
    () => toast('info', `The address of this window leads to line ${line} now.`),
  );
}

/** The lines in sight, of however many there are. `line` is marked and brought into sight when it changes. */
export function LogLines({
  session,
  line,
  cause,
  matches,
  following,
  onLeaveEnd,
}: {
  readonly session: LogSession;
  readonly line: number | null;
  readonly cause: number | null;
  readonly matches: ((text: string) => boolean) | null;
  readonly following: boolean;
  readonly onLeaveEnd: () => void;
}): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const shownLine = useRef<string | null>(null);
  const { buffer, version, attempt } = session;
  const count = buffer.lines;
  const { first, last } = useRows(body, count, ROW, 20);
  useEffect(() => {
    const key = `${attempt} ${line ?? ''}`;
    if (body.current === null || line === null || line > count || shownLine.current === key) return;
    shownLine.current = key;
    scrollToRow(body.current, line - 1, ROW, true);
  }, [attempt, line, count]);
  useEffect(() => {
    if (following && body.current !== null && version >= 0) body.current.scrollTop = body.current.scrollHeight;
  }, [following, version]);
  const texts = buffer.slice(first + 1, last);
  return (
    <div
      ref={body}
      className="log-body"
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Lines of the log"
      data-lines={count}
      onWheel={(event) => {
        if (event.deltaY < 0) onLeaveEnd();
      }}
      onKeyDown={(event) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) onLeaveEnd();
      }}
    >
      <div className="log-rows" style={{ height: count * ROW }}>
        {texts.map((text, index) => {
          const number = first + 1 + index;
          return (
            <div
              key={number}
              className="log-line"
              data-line={number}
              data-cause={number === cause || undefined}
              data-current={number === line || undefined}
              data-hit={(matches?.(text) ?? false) || undefined}
              style={{ transform: `translateY(${(number - 1) * ROW}px)` }}
            >
              <button type="button" className="log-number" tabIndex={-1} aria-label={`Copy a link to line ${number}`} onClick={() => linkTo(number)}>
                {number}
              </button>
              <span className="log-text">{text}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
