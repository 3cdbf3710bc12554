import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import { onSignal } from '#renderer/state/commands/signals.ts';
import { go } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { toast } from '#renderer/state/toasts.ts';
import { sayAttemptState } from '#renderer/ui/attempt-words.ts';
import { Button } from '#renderer/ui/button.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { foldedAtFirst, sectionAt, sectionsOf, type Section } from './fold.ts';
import { LogLines } from './log-lines.tsx';
import type { LogSession } from './log-sessions.ts';
import { excerptOf, saveLog } from './log-text.ts';
import { SearchBox } from './search-box.tsx';
import { stepHit } from './search.ts';
import { useSearch } from './use-search.ts';

function copy(session: LogSession, line: number): void {
  void navigator.clipboard.writeText(excerptOf(session, line)).then(
    () => toast('info', `Line ${line} and its neighbours are in the clipboard.`),
    () => toast('error', 'The clipboard cannot be written to here.'),
  );
}

/** Which sections are folded: what a person chose, else the usual for how the log was when it was opened. */
function useFolds({ buffer, version, row, endedAtFirst }: LogSession, line: number | null): { readonly sections: readonly Section[]; readonly folded: ReadonlySet<number>; readonly fold: (next: ReadonlySet<number>) => void } {
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const [looked, setLooked] = useState(line);
  const sections = useMemo(() => (version < 0 ? [] : sectionsOf(buffer.phases, buffer.lines)), [buffer, version]);
  const cause = row?.causal?.line ?? null;
  const usual = useMemo(() => (endedAtFirst && row?.state === 'failed' ? foldedAtFirst(sections, cause, looked) : new Set<number>()), [endedAtFirst, row?.state, sections, cause, looked]);
  const folded = chosen ?? usual;
  if (line !== looked) {
    // Whoever goes to a line wants to see it.
    setLooked(line);
    const around = line === null ? undefined : sectionAt(sections, line);
    if (around !== undefined && folded.has(around.first)) setChosen(new Set([...folded].filter((first) => first !== around.first)));
  }
  return { sections, folded, fold: setChosen };
}

/** One log: its bar, and its lines. */
export function LogView({ session, line }: { readonly session: LogSession; readonly line: number | null }): ReactNode {
  const { row, ended, buffer } = session;
  const [query, setQuery] = useState('');
  const [regex, setRegex] = useState(false);
  const [wanted, setWanted] = useState(line === null);
  const input = useRef<HTMLInputElement>(null);
  const wrap = usePanels((panels) => panels.logWrap);
  const { hits, invalid, matches } = useSearch(session, query, regex);
  const { sections, folded, fold } = useFolds(session, line);
  const cause = row?.causal?.line ?? null;
  // An ended log without a line to show opens at its end, where the reason usually is; a living one is followed.
  const following = wanted && line === null;
  const goTo = (target: number | null): void => {
    setWanted(false);
    if (target !== null) go({ line: target }, { remember: false });
  };
  const toggle = ({ first }: Section): void => {
    setWanted(false);
    const next = new Set(folded);
    if (!next.delete(first)) next.add(first);
    fold(next);
  };
  const follow = (): void => {
    go({ line: null }, { remember: false });
    setWanted(true);
  };
  const actions = {
    'log-search': () => input.current?.select(),
    'log-cause': () => goTo(cause),
    'log-follow': follow,
    'log-fold': () => fold(folded.size > 0 ? new Set() : new Set(sections.map(({ first }) => first))),
    'log-copy': () => copy(session, line ?? cause ?? buffer.lines),
    'log-save': () => saveLog(session),
  } as const;
  const act = useRef(actions);
  useEffect(() => {
    act.current = actions;
  });
  useEffect(() => {
    const signals = ['log-search', 'log-cause', 'log-follow', 'log-fold', 'log-copy', 'log-save'] as const;
    const stops = signals.map((signal) =>
      onSignal(signal, () => {
        act.current[signal]();
      }),
    );
    return () => stops.forEach((stop) => stop());
  }, []);
  const failedIn = cause === null ? undefined : sectionAt(sections, cause);
  return (
    <>
      <div className="log-bar">
        <span className="soft truncate log-about">
          {row === null ? '' : `${row.builder ?? 'no builder'} · ${sayAttemptState(row)} · `}
          {plural(buffer.lines, 'line')}
          {ended === null ? ' so far' : ''}
        </span>
        {sections.length === 0 ? null : (
          <span className="log-phases" role="group" aria-label="Phases of the build">
            {sections.map((section) => (
              <button key={section.first} type="button" className="log-toggle" data-failed={section === failedIn || undefined} onClick={() => goTo(section.first)}>
                {section === failedIn ? '✕ ' : ''}
                {section.name}
              </button>
            ))}
          </span>
        )}
        <span className="spacer" />
        <SearchBox input={input} query={query} regex={regex} invalid={invalid} hits={hits} line={line} onQuery={setQuery} onRegex={setRegex} onStep={(forwards) => goTo(stepHit(hits, line ?? 0, forwards))} />
        <Button kind="quiet" disabledReason={cause === null ? 'No line of this log stands out as the cause.' : null} onClick={() => goTo(cause)}>
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
      <LogLines
        session={session}
        line={line}
        cause={cause}
        matches={matches}
        wrap={wrap}
        sections={sections}
        folded={folded}
        following={following}
        onFold={toggle}
        onLeaveEnd={() => setWanted(false)}
      />
    </>
  );
}
