import { useEffect, type ReactNode } from 'react';

import { useCommand } from '#renderer/state/commands/use-command.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';

import { closeLog, openLog, useLogs, type LogSession } from './log-sessions.ts';
import { nameOf } from './log-text.ts';
import { LogView } from './log-view.tsx';

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

/** Logs from below: a tab for each attempt that was opened. */
export function LogPanel(): ReactNode {
  const { log, line } = usePlace();
  const sessions = useLogs((state) => state.sessions);
  const wrap = usePanels((panels) => panels.logWrap);
  useEffect(() => {
    if (log !== null) openLog(log);
  }, [log]);
  const session = sessions.find((each) => each.attempt === log);
  return (
    <div className="log">
      <div className="log-head">
        <Tabs sessions={sessions} active={log ?? ''} />
        <span className="spacer" />
        <Tool id="log-wrap" icon="wrap" pressed={wrap} />
        <Tool id="log-fold" icon="fold" />
        <Tool id="log-copy" icon="copy" />
        <Tool id="log-save" icon="follow" />
        <span className="log-rule" />
        <Tool id="close-log" icon="close" />
      </div>
      {session === undefined ? (
        <EmptyState icon="follow" title="Opening the log…">
          The log of an attempt appears here, as it is written.
        </EmptyState>
      ) : (
        <LogView key={session.attempt} session={session} line={line} />
      )}
    </div>
  );
}
