import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

import type { LinePattern } from '#shared/logs/line-pattern.ts';
import { go } from '#renderer/state/location.ts';
import { setPanels, usePanels } from '#renderer/state/panels.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Icon } from '#renderer/ui/icons.tsx';

import { partsAt } from './fold.ts';
import { HitList } from './hit-list.tsx';
import { stepHit } from './hits.ts';
import { copyLines, copyLink, downloadLog, useLogSignals } from './log-actions.ts';
import { LogLines, type Look } from './log-lines.tsx';
import type { LogSession } from './log-sessions.ts';
import { SearchBox } from './search-box.tsx';
import { AT_END, type ScrollPlace } from './scroll-place.ts';
import { useFolds } from './use-folds.ts';
import { useSearch } from './use-search.ts';

const NO_PATTERN: LinePattern = { text: '', regex: false, matchCase: false };

/** The phases of the build, each a way to its first line. */
function Phases({ session, cause, onGo }: { readonly session: LogSession; readonly cause: number | null; readonly onGo: (line: number) => void }): ReactNode {
  const phases = session.parts.filter(({ depth }) => depth === 0);
  const failed = cause === null ? undefined : partsAt(phases, cause)[0];
  if (phases.length === 0) return null;
  return (
    <span className="log-phases" role="group" aria-label="Phases of the build">
      {phases.map((part) => (
        <button key={part.first} type="button" className="log-toggle" data-failed={part === failed || undefined} onClick={() => onGo(part.first)}>
          {part === failed ? '✕ ' : ''}
          {part.name}
        </button>
      ))}
    </span>
  );
}

function Nothing({ session }: { readonly session: LogSession }): ReactNode {
  if (!session.known) return <EmptyState icon="log" title="Opening the log…">{null}</EmptyState>;
  if (session.ended !== null) {
    return (
      <EmptyState icon="log" title={session.missing ? 'There is no log' : 'The log is empty'}>
        {session.missing ? 'The attempt ended before anything was written, or the file was taken away from .portolan/logs.' : 'The attempt ended before anything was written.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="log" title="Nothing has been written yet">
      The lines appear here as the builder writes them.
    </EmptyState>
  );
}

/** One log: its bar, its lines, and what a search has found beside them. */
export function LogView({ session, look }: { readonly session: LogSession; readonly look: Look }): ReactNode {
  const { row, ended, lines } = session;
  const { line, lineTo } = look;
  const [pattern, setPattern] = useState(NO_PATTERN);
  // An ended log without a line to show opens at its end, where the reason usually is; a living one is followed.
  const [place, setPlace] = useState<ScrollPlace>(() => (line === null ? AT_END : { kind: 'row', row: line, y: 0 }));
  const input = useRef<HTMLInputElement>(null);
  const wrap = usePanels((panels) => panels.logWrap);
  const listed = usePanels((panels) => panels.logHits);
  const search = useSearch(session, pattern);
  const folds = useFolds(session, line);
  const cause = row?.causal?.line ?? null;
  const goTo = (target: number | null): void => {
    if (target !== null) go({ line: target }, { remember: false });
  };
  const follow = (): void => {
    go({ line: null }, { remember: false });
    setPlace(AT_END);
  };
  const step = (forwards: boolean): void => {
    const from = line ?? (place.kind === 'end' ? lines + 1 : place.row - (forwards ? 1 : 0));
    goTo(stepHit(search.hits, from, forwards));
  };
  const chosen = line ?? cause ?? lines;
  const chosenTo = line === null ? chosen : (lineTo ?? chosen);
  useLogSignals({
    'log-search': () => input.current?.select(),
    'log-next-hit': () => step(true),
    'log-previous-hit': () => step(false),
    'log-cause': () => goTo(cause),
    'log-follow': follow,
    'log-fold': folds.toggleAll,
    'log-link': () => {
      if (line === null) goTo(chosen);
      copyLink(chosen, chosenTo);
    },
    'log-copy': () => copyLines(session, chosen, chosenTo),
    'log-save': () => downloadLog(session),
  });
  const choose = (number: number, event: MouseEvent): void => {
    if (event.shiftKey && line !== null && number !== line) {
      window.getSelection()?.removeAllRanges();
      go({ line: Math.min(line, number), lineTo: Math.max(lineTo ?? line, line, number) }, { remember: false });
    } else goTo(number);
  };
  const key = (event: KeyboardEvent<HTMLDivElement>): void => {
    const letter = event.ctrlKey || event.metaKey || event.altKey ? '' : event.key;
    const by = event.altKey ? (event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0) : 0;
    if (by !== 0) {
      const end = Math.max(1, Math.min(lines, (lineTo ?? chosen) + by));
      if (event.shiftKey && end > chosen) go({ line: chosen, lineTo: end }, { remember: false });
      else if (event.shiftKey) goTo(chosen);
      else goTo(Math.max(1, Math.min(lines, chosen + by)));
    } else if (pattern.text !== '' && (letter === 'n' || letter === 'N')) step(letter === 'n');
    else return;
    event.preventDefault();
  };
  const isFollowing = place.kind === 'end';
  return (
    <>
      <div className="log-bar">
        <Phases session={session} cause={cause} onGo={goTo} />
        <span className="spacer" />
        <SearchBox input={input} pattern={pattern} search={search} line={line} onPattern={setPattern} onStep={step} />
        <Button kind="quiet" disabledReason={cause === null ? 'No line of this log stands out as the cause.' : null} onClick={() => goTo(cause)} aria-label="Jump to the cause">
          ✕ Cause
        </Button>
        <button type="button" className="log-toggle" aria-pressed={isFollowing} onClick={() => (isFollowing ? goTo(Math.max(1, lines)) : follow())}>
          <Icon name="follow" size={13} /> {ended === null ? 'Follow' : 'End'}
        </button>
      </div>
      {session.problem === null ? null : (
        <p role="alert" className="log-problem">
          {session.problem.message}
        </p>
      )}
      <div className="log-middle">
        {lines === 0 ? (
          <Nothing session={session} />
        ) : (
          <LogLines
            session={session}
            look={look}
            cause={cause}
            search={search}
            wrap={wrap}
            parts={session.parts}
            folded={folds.folded}
            lines={folds.lines}
            place={place}
            onPlace={setPlace}
            onFold={folds.toggle}
            onNumber={choose}
            onKeyDown={key}
          />
        )}
        {pattern.text === '' || search.invalid ? null : listed ? (
          <HitList search={search} line={line} onGo={goTo} />
        ) : (
          <button type="button" className="log-hits-show" onClick={() => setPanels({ logHits: true })}>
            List all
          </button>
        )}
      </div>
    </>
  );
}
