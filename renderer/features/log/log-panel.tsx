import { useEffect, useRef, useState, type ReactNode } from 'react';

import { onSignal } from '#renderer/state/commands/signals.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { sayAttemptState } from '#renderer/ui/attempt-words.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { LogLines } from './log-lines.tsx';
import { closeLog, openLog, useLogs, type LogSession } from './log-sessions.ts';
import { stepHit } from './search.ts';
import { useSearch } from './use-search.ts';

function nameOf({ row, attempt }: LogSession): string {
  return row === null ? attempt : `${row.source} · ${row.number}`;
}

function Tabs({ sessions, active }: { readonly sessions: readonly LogSession[]; readonly active: string }): ReactNode {
  const close = (attempt: string): void => {
    closeLog(attempt);
    if (attempt !== active) return;
    const rest = useLogs.getState().sessions;
    go({ log: rest.at(-1)?.attempt ?? null, line: null });
  };
  return (
    <ul className="log-tabs" aria-label="Open logs">
      {sessions.map((session) => (
        <li key={session.attempt} className="log-tab" data-active={session.attempt === active || undefined}>
          <button type="button" aria-current={session.attempt === active} onClick={() => go({ log: session.attempt, line: null })}>
            {nameOf(session)}
          </button>
          <IconButton label={`Close the log of ${nameOf(session)}`} tip={null} onClick={() => close(session.attempt)}>
            <Icon name="close" size={11} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Open({ session, line }: { readonly session: LogSession; readonly line: number | null }): ReactNode {
  const { row, ended, buffer } = session;
  const [query, setQuery] = useState('');
  const [regex, setRegex] = useState(false);
  const [wanted, setWanted] = useState(line === null);
  const input = useRef<HTMLInputElement>(null);
  const { hits, invalid, matches } = useSearch(session, query, regex);
  const cause = row?.causal?.line ?? null;
  // An ended log without a line to show opens at its end, where the reason usually is; a living one is followed.
  const following = wanted && line === null;
  const goTo = (target: number | null): void => {
    setWanted(false);
    if (target !== null) go({ line: target }, { remember: false });
  };
  const step = (forwards: boolean): void => goTo(stepHit(hits, line ?? 0, forwards));
  const toCause = (): void => goTo(cause);
  const follow = (): void => {
    go({ line: null }, { remember: false });
    setWanted(true);
  };
  const act = useRef({ toCause, follow });
  useEffect(() => {
    act.current = { toCause, follow };
  });
  useEffect(() => {
    const stops = [onSignal('log-search', () => input.current?.select()), onSignal('log-cause', () => act.current.toCause()), onSignal('log-follow', () => act.current.follow())];
    return () => stops.forEach((stop) => stop());
  }, []);
  const at = hits.findIndex((hit) => hit === line);
  return (
    <>
      <div className="log-bar">
        <span className="soft truncate">
          {row === null ? '' : `${row.builder ?? 'no builder'} · ${sayAttemptState(row)} · `}
          {plural(buffer.lines, 'line')}
          {ended === null ? ' so far' : ''}
        </span>
        <span className="spacer" />
        <div className="log-search" data-invalid={invalid || undefined}>
          <Icon name="search" size={13} />
          <input
            ref={input}
            type="text"
            role="searchbox"
            aria-label="Search in the log"
            spellCheck={false}
            placeholder="Search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') step(!event.shiftKey);
              if (event.key === 'Escape') {
                event.stopPropagation();
                setQuery('');
                event.currentTarget.blur();
              }
            }}
          />
          <span className="faint" role="status">
            {query === '' ? '' : invalid ? 'not a pattern' : hits.length === 0 ? 'none' : `${at < 0 ? '' : `${formatCount(at + 1)} of `}${formatCount(hits.length)}`}
          </span>
          <button type="button" className="log-toggle" aria-pressed={regex} aria-label="Regular expression" title="Regular expression" onClick={() => setRegex(!regex)}>
            .*
          </button>
        </div>
        <IconButton label="Previous match" disabledReason={hits.length === 0 ? 'No matches' : null} onClick={() => step(false)}>
          <Icon name="up" size={14} />
        </IconButton>
        <IconButton label="Next match" disabledReason={hits.length === 0 ? 'No matches' : null} onClick={() => step(true)}>
          <Icon name="down" size={14} />
        </IconButton>
        <Button kind="quiet" disabledReason={cause === null ? 'No line of this log stands out as the cause.' : null} onClick={toCause}>
          Jump to the cause
        </Button>
        <button type="button" className="log-toggle" aria-pressed={following} onClick={() => (following ? setWanted(false) : follow())}>
          <Icon name="follow" size={13} /> Follow
        </button>
      </div>
      {session.problem === null ? null : (
        <p role="alert" className="log-problem">
          {session.problem.message}
        </p>
      )}
      <LogLines session={session} line={line} cause={cause} matches={matches} following={following} onLeaveEnd={() => setWanted(false)} />
    </>
  );
}

/** Logs from below: a tab for each attempt that was opened. */
export function LogPanel(): ReactNode {
  const { log, line } = usePlace();
  const sessions = useLogs((state) => state.sessions);
  useEffect(() => {
    if (log !== null) openLog(log);
  }, [log]);
  const session = sessions.find((each) => each.attempt === log);
  return (
    <section className="log" aria-label="Log">
      <div className="log-head">
        <Tabs sessions={sessions} active={log ?? ''} />
        <span className="spacer" />
        <IconButton label="Close the log" onClick={() => go({ log: null, line: null })}>
          <Icon name="close" size={14} />
        </IconButton>
      </div>
      {session === undefined ? (
        <EmptyState icon="follow" title="Opening the log…">
          The log of an attempt appears here, as it is written.
        </EmptyState>
      ) : (
        <Open key={session.attempt} session={session} line={line} />
      )}
    </section>
  );
}
