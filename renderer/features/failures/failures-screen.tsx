import { useRef, type KeyboardEvent, type ReactNode } from 'react';

import type { FailureRow } from '#shared/contract/schemas/attempt.ts';
import { sayQueued } from '#renderer/state/commands/package-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { useFailures } from '#renderer/state/stores.ts';
import { sayClass } from '#renderer/ui/attempt-words.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Badge, Kbd } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatAgo, formatCount, plural } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/use-now.ts';

function rebuild(key: string, sources: readonly string[]): void {
  void perform(key, async (client) => sayQueued(await client.call('build.packages', { sources: [...sources], dependents: false })));
}

function Failure({ row, selected, now }: { readonly row: FailureRow; readonly selected: boolean; readonly now: number }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(`rebuild:${row.source}`);
  const { attempt } = row;
  return (
    <li className="failure" aria-current={selected || undefined} data-source={row.source}>
      <div className="failure-count">
        <strong>{formatCount(row.holdsUp)}</strong>
        <span className="faint">{row.holdsUp === 1 ? 'waits' : 'wait'}</span>
      </div>
      <div className="failure-body">
        <div className="failure-head">
          <button type="button" className="failure-name" data-failure={row.source} onClick={() => go({ select: row.source })}>
            {row.source}
          </button>
          <span className="chip" data-state="failed">
            {attempt.failureClass === null ? 'unknown' : sayClass(attempt.failureClass)}
          </span>
          {row.suggestions > 0 ? (
            <Badge tone="warn" title="Select it: the drawer offers a port fix">
              FIX OFFERED
            </Badge>
          ) : null}
          <span className="faint">
            {attempt.fault === null || attempt.fault === 'unknown' ? 'fault unknown' : `${attempt.fault}’s fault`} · {attempt.builder ?? 'no builder'} · {attempt.endedAt === null ? '' : formatAgo(attempt.endedAt, now)}
          </span>
        </div>
        <code className="mono failure-line truncate">{attempt.causal?.text ?? 'No line of its log stands out.'}</code>
        <p className="soft failure-words">{row.explanation}</p>
        {row.heldUp.length === 0 ? null : (
          <p className="faint truncate">
            Holds up {row.heldUp.slice(0, 8).join(', ')}
            {row.holdsUp > Math.min(8, row.heldUp.length) ? ` and ${formatCount(row.holdsUp - Math.min(8, row.heldUp.length))} more` : ''}
          </p>
        )}
      </div>
      <div className="failure-actions">
        <Button kind="quiet" onClick={() => go({ select: row.source, log: attempt.id, line: attempt.causal?.line ?? null })}>
          Open log
        </Button>
        <Button pending={pending} disabledReason={refusal} onClick={() => rebuild(`rebuild:${row.source}`, [row.source])}>
          Rebuild
        </Button>
      </div>
    </li>
  );
}

/** What failed, what holds up most first, each with the line that says why. */
export function FailuresScreen(): ReactNode {
  const failures = useFailures((state) => state.failures);
  const select = usePlace((place) => place.select);
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending('rebuild-failed');
  const list = useRef<HTMLUListElement>(null);
  const now = useNow();
  if (failures === null || failures.length === 0) {
    return (
      <EmptyState icon="failures" title={failures === null ? 'Looking for failures…' : 'Nothing has failed'} action={failures === null ? null : <Button onClick={() => go({ screen: 'chart' })}>Go to the chart</Button>}>
        Failed packages stand here, those that hold up most first, each with the line of its log that says why.
      </EmptyState>
    );
  }
  const key = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-failure]') ?? [])];
    const at = buttons.findIndex((button) => button.dataset['failure'] === select);
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + by))];
    next?.focus();
    const source = next?.dataset['failure'];
    if (source !== undefined) go({ select: source }, { remember: false });
  };
  const held = failures.reduce((sum, row) => sum + row.holdsUp, 0);
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{plural(failures.length, 'failed package')}</h1>
        <span className="soft">{held === 0 ? 'They hold up nothing.' : 'What holds up most comes first.'}</span>
        <span className="spacer" />
        <span className="faint">
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> select · <Kbd>L</Kbd> log · <Kbd>R</Kbd> rebuild
        </span>
        <Button
          pending={pending}
          disabledReason={refusal}
          onClick={() =>
            rebuild(
              'rebuild-failed',
              failures.map((row) => row.source),
            )
          }
        >
          Rebuild all failed
        </Button>
      </header>
      <ul ref={list} className="failures" aria-label="Failed packages" onKeyDown={key}>
        {failures.map((row) => (
          <Failure key={row.source} row={row} selected={row.source === select} now={now} />
        ))}
      </ul>
    </div>
  );
}
