import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';

import type { DebtRow } from '#shared/contract/schemas/debt.ts';
import { tryWithout } from '#renderer/state/commands/fix-commands.ts';
import { removeFix } from '#renderer/state/commands/package-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Glyph } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { saveFile } from '#renderer/ui/save-file.ts';

import { debtCsv, sortDebt, TRIAL_WORDS, type DebtColumn, type DebtOrder } from './debt-table.ts';
import { useDebt } from './use-debt.ts';

const COLUMNS: readonly { readonly id: DebtColumn; readonly words: string; readonly number: boolean }[] = [
  { id: 'source', words: 'Package', number: false },
  { id: 'words', words: 'Port fix', number: false },
  { id: 'owner', words: 'Owner', number: false },
  { id: 'age', words: 'Age', number: true },
  { id: 'trial', words: 'Without it', number: false },
  { id: 'onTop', words: 'Built on top', number: true },
  { id: 'holdsUp', words: 'Holds up', number: true },
];

/** The debt ledger: which port fixes must go again, whose they are, how old, what hangs on them, and which could go. */
export function DebtView(): ReactNode {
  const { rows, problem } = useDebt();
  const [order, setOrder] = useState<DebtOrder>({ column: 'age', descending: true });
  const select = usePlace((place) => place.select);
  const sorted = useMemo(() => (rows === null ? [] : sortDebt(rows, order)), [rows, order]);
  if (rows === null || rows.length === 0) {
    return (
      <EmptyState icon="debt" title={rows === null ? (problem?.message ?? 'Looking through the port fixes…') : 'No debt'} action={rows === null ? null : <Button onClick={() => go({ screen: 'failures' })}>Go to the failures</Button>}>
        A port fix that must go again stands here with its owner and age, what is provisional because of it, and whether the package builds without it by now.
      </EmptyState>
    );
  }
  const carried = rows.filter((row) => row.carried).length;
  const could = rows.filter(({ trial }) => trial.kind === 'succeeded').length;
  const key = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[data-debt]')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + by))];
    next?.focus();
    const source = next?.dataset['debt'];
    if (source !== undefined) go({ select: source }, { remember: false });
  };
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{plural(rows.length, 'fix', 'fixes')} that must go again</h1>
        <span className="soft">
          {carried === 0 ? 'Nothing in the repository carries them.' : `${formatCount(carried)} of them in the repository`}
          {could === 0 ? '' : ` · ${formatCount(could)} could go`}
        </span>
        <span className="spacer" />
        <Button onClick={() => saveFile('port-debt.csv', 'text/csv;charset=utf-8', debtCsv(sorted))}>Export CSV</Button>
      </header>
      <div className="debt-scroll">
        <table className="debt" aria-label="Debt ledger" onKeyDown={key}>
          <thead>
            <tr>
              {COLUMNS.map(({ id, words, number }) => (
                <th key={id} scope="col" className={number ? 'number' : undefined} aria-sort={order.column !== id ? 'none' : order.descending ? 'descending' : 'ascending'}>
                  <button type="button" onClick={() => setOrder((before) => ({ column: id, descending: before.column === id ? !before.descending : number }))}>
                    {words}
                    <span aria-hidden="true">{order.column !== id ? '' : order.descending ? ' ↓' : ' ↑'}</span>
                  </button>
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <Row key={`${row.source} ${row.words}`} row={row} selected={row.source === select} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ row, selected }: { readonly row: DebtRow; readonly selected: boolean }): ReactNode {
  const { source, words, fix, ageDays, trial, carried, onTop, holdsUp } = row;
  const refusal = useConnection(refusalToCommand);
  const trying = useIsPending(`try-without:${source}:${words}`);
  const removing = useIsPending(`remove-fix:${source}`);
  const { glyph, word, meaning } = TRIAL_WORDS[trial.kind];
  const underWay = trial.kind === 'running' || trial.kind === 'waiting';
  return (
    <tr aria-selected={selected || undefined}>
      <td>
        <button type="button" className="debt-name" data-debt={source} data-state={carried ? 'provisional' : row.state} title={carried ? 'What the repository has of it was built with this fix' : undefined} onClick={() => go({ select: source })}>
          <Glyph state={row.state} />
          {source}
        </button>
        <span className="faint">{carried ? 'provisional' : row.state.replaceAll('-', ' ')}</span>
      </td>
      <td className="debt-fix">
        <code className="mono">{words}</code>
        <span className="soft">{fix.reason}</span>
      </td>
      <td className={fix.owner === undefined ? 'faint' : undefined}>{fix.owner ?? 'nobody'}</td>
      <td className="number" title={fix.since === undefined ? 'portolan.yaml does not say since when' : `since ${fix.since}`}>
        {ageDays === null ? <span className="faint">unknown</span> : ageDays === 0 ? 'today' : plural(ageDays, 'day')}
      </td>
      <td>
        <span className="debt-trial" data-trial={trial.kind} title={meaning}>
          <span className="glyph" aria-hidden="true">
            {glyph}
          </span>
          {word}
        </span>
        {trial.attempt === null ? null : (
          <button type="button" className="debt-log" onClick={() => go({ select: source, log: trial.attempt, line: null })}>
            log
          </button>
        )}
      </td>
      <td className="number" title={onTop.names.join(', ')}>
        {formatCount(onTop.count)}
      </td>
      <td className="number">{formatCount(holdsUp)}</td>
      <td>
        <div className="debt-actions">
          <Button pending={trying} disabledReason={refusal ?? (underWay ? 'It is being tried already.' : null)} tip="A scratch build: nothing of it lands" onClick={() => void tryWithout(source, fix.change)}>
            Try without it
          </Button>
          <Button kind={trial.kind === 'succeeded' ? 'plain' : 'quiet'} pending={removing} disabledReason={refusal} onClick={() => void removeFix(source, fix)}>
            Remove
          </Button>
        </div>
      </td>
    </tr>
  );
}
