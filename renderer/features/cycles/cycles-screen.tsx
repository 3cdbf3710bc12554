import { useMemo, type KeyboardEvent, type ReactNode } from 'react';

import type { CycleList, CycleRow } from '#shared/contract/schemas/cycles.ts';
import { go, usePlace, type CycleEdges } from '#renderer/state/location.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';

import { CyclePanel } from './cycle-panel.tsx';
import { useCycleList } from './use-cycles.ts';

const EDGES: readonly { readonly value: CycleEdges; readonly words: string }[] = [
  { value: 'closure', words: 'With run time' },
  { value: 'direct', words: 'BuildRequires alone' },
];
const WILL_SHOW = 'Where packages need each other all round, none of them can be built first. Each such cycle stands here with the ways to cut it: what it frees, what is left, what it costs.';

/** Each cycle of the port, and how it could be cut. `picture` draws one from its members. */
export function CyclesScreen({ picture }: { readonly picture: (members: readonly string[]) => ReactNode }): ReactNode {
  const { value: list, problem } = useCycleList();
  if (list === null || list.cycles.length + list.selfCycles.length === 0) {
    return (
      <EmptyState icon="cycles" title={list === null ? (problem?.message ?? 'Looking for cycles…') : 'There is no cycle in this port'} action={<Button onClick={() => go({ screen: 'chart' })}>Go to the chart</Button>}>
        {WILL_SHOW}
      </EmptyState>
    );
  }
  return <Cycles list={list} picture={picture} />;
}

function Cycles({ list, picture }: { readonly list: CycleList; readonly picture: (members: readonly string[]) => ReactNode }): ReactNode {
  const { closedBy, cycle } = usePlace();
  const rows = useMemo(() => list.cycles.filter(({ graph }) => graph === closedBy), [list, closedBy]);
  const largest = rows[0];
  const member = cycle ?? largest?.key ?? null;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{rows.length === 0 ? 'No cycle' : plural(rows.length, 'cycle')}</h1>
        {largest === undefined ? null : <span className="soft">{rows.length === 1 ? 'of' : 'the largest of'} {plural(largest.size, 'package')}</span>}
        <span className="spacer" />
        <Segmented label="What closes a cycle" panel="cycles-panel" value={closedBy} options={EDGES} onChange={(next) => go({ closedBy: next, cycle: null })} />
      </header>
      <div id="cycles-panel" className="cycles" role="tabpanel" aria-label={EDGES.find(({ value }) => value === closedBy)?.words}>
        <nav className="cycle-list" aria-label="Cycles">
          <CycleList rows={rows} member={member} />
          <SelfCycles names={list.selfCycles} />
        </nav>
        {member === null ? <EmptyState icon="cycles" title="BuildRequires alone close no cycle">{WILL_SHOW}</EmptyState> : <CyclePanel key={`${closedBy} ${member}`} graph={closedBy} member={member} picture={picture} />}
      </div>
    </div>
  );
}

/** Arrow keys go from one to the next. */
function walkButtons(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
}

function CycleList({ rows, member }: { readonly rows: readonly CycleRow[]; readonly member: string | null }): ReactNode {
  return (
    <ul onKeyDown={walkButtons}>
      {rows.map((row) => (
        <li key={row.key}>
          <button type="button" className="cycle-row" aria-current={row.key === member || undefined} onClick={() => go({ cycle: row.key })}>
            <strong>{formatCount(row.size)}</strong>
            <span className="cycle-row-words">
              <span className="truncate" title={row.size === 2 ? `${row.key} and one other` : `${row.key} and ${formatCount(row.size - 1)} others`}>
                {row.key}
                <span className="faint"> …</span>
              </span>
              <span className="faint truncate">
                rank {formatCount(row.rank)} · {row.waits === 0 ? 'none waits' : row.waits === 1 ? '1 waits' : `${formatCount(row.waits)} wait`}
                {row.inRepo === row.size ? ' · all in repo' : row.closed === 0 ? ' · open now' : ''}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function SelfCycles({ names }: { readonly names: readonly string[] }): ReactNode {
  const select = usePlace((place) => place.select);
  if (names.length === 0) return null;
  return (
    <section className="cycle-selves" aria-labelledby="cycle-selves">
      <h2 id="cycle-selves">{names.length === 1 ? '1 needs itself' : `${formatCount(names.length)} need themselves`}</h2>
      <p className="faint">They have a BuildRequires that only they serve: the first build takes it from elsewhere.</p>
      <ul onKeyDown={walkButtons}>
        {names.map((name) => (
          <li key={name}>
            <button type="button" className="cycle-self truncate" aria-current={name === select || undefined} onClick={() => go({ select: name })}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
