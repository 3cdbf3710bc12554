import { useEffect, type ReactNode } from 'react';

import { useCommand } from '#renderer/state/commands/use-command.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { sayAttemptState } from '#renderer/ui/attempt-words.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatBytes, plural } from '#renderer/ui/format.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';

import { CompareView } from './compare-view.tsx';
import { closeLog, openLog, useLogs, type LogSession } from './log-sessions.ts';
import { nameOf } from './log-text.ts';
import { LogView } from './log-view.tsx';
import { RivalMenu } from './rival-menu.tsx';

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

/** A command as a picture; its tip has its title and key. */
function Tool({ id, icon, pressed }: { readonly id: string; readonly icon: IconName; readonly pressed?: boolean }): ReactNode {
  const { command, disabledReason, keyWords, run } = useCommand(id);
  return (
    <IconButton
      label={command.title}
      aria-pressed={pressed}
      disabledReason={disabledReason}
      tip={
        <>
          {command.title} {keyWords === null ? null : <Kbd>{keyWords}</Kbd>}
        </>
      }
      onClick={run}
    >
      <Icon name={icon} size={15} />
    </IconButton>
  );
}

/** `zbuild01 · failed, compile · 12,345 lines, 1.2 MiB so far`. */
function About({ session }: { readonly session: LogSession }): ReactNode {
  const { row, lines, bytes, ended, known } = session;
  return (
    <span className="soft truncate log-about">
      {row === null ? '' : `${row.builder ?? 'no builder'} · ${sayAttemptState(row)} · `}
      {known ? `${plural(lines, 'line')}, ${formatBytes(bytes)}${ended === null ? ' so far' : ''}` : ''}
    </span>
  );
}

/** Where a comparison is begun, or its other log is chosen. The command opens it by the keyboard. */
function Compare({ attempt, compare }: { readonly attempt: string; readonly compare: string | null }): ReactNode {
  const open = usePanels((panels) => panels.form === 'compare-log');
  const put = (next: boolean): void => usePanels.setState({ form: next ? 'compare-log' : null });
  const trigger =
    compare === null ? (
      <IconButton label="Compare the log with another attempt’s" aria-haspopup="menu" tip={null}>
        <Icon name="compare" size={15} />
      </IconButton>
    ) : (
      <Button kind="quiet" aria-haspopup="menu">
        Another… <Icon name="down" size={12} />
      </Button>
    );
  return <RivalMenu attempt={attempt} chosen={compare} open={open} trigger={trigger} onOpen={put} />;
}

/** Logs from below: a tab for each attempt that was opened. */
export function LogPanel(): ReactNode {
  const { log, line, lineTo, compare } = usePlace();
  const sessions = useLogs((state) => state.sessions);
  const wrap = usePanels((panels) => panels.logWrap);
  const maximised = usePanels((panels) => panels.logMaximised);
  useEffect(() => {
    if (log !== null) openLog(log, usePlace.getState().line);
  }, [log]);
  const session = sessions.find((each) => each.attempt === log);
  return (
    <div className="log">
      <div className="log-head">
        <Tabs sessions={sessions} active={log ?? ''} />
        {session === undefined ? null : <About session={session} />}
        <span className="spacer" />
        {log === null || compare !== null ? null : <Compare attempt={log} compare={null} />}
        <Tool id="log-wrap" icon="wrap" pressed={wrap} />
        <Tool id="log-fold" icon="fold" />
        <Tool id="log-link" icon="link" />
        <Tool id="log-copy" icon="copy" />
        <Tool id="log-save" icon="save" />
        <span className="log-rule" />
        <Tool id="log-maximise" icon="maximise" pressed={maximised} />
        <Tool id="close-log" icon="close" />
      </div>
      {session === undefined || log === null ? (
        <EmptyState icon="log" title="Opening the log…">
          The log of an attempt appears here, as it is written.
        </EmptyState>
      ) : compare !== null && compare !== log ? (
        <CompareView later={session} compare={compare} menu={<Compare attempt={log} compare={compare} />} />
      ) : (
        <LogView key={session.attempt} session={session} look={{ line, lineTo }} />
      )}
    </div>
  );
}
