import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import type { LogComparison } from '#shared/contract/schemas/log-view.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { go } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';

import { CompareGap, CompareLine } from './compare-line.tsx';
import { CompareRows } from './compare-rows.ts';
import { downloadLog, useLogSignals } from './log-actions.ts';
import { openLog, useLogs, type LogSession } from './log-sessions.ts';
import { nameOf } from './log-text.ts';
import { ROW, RowScroller } from './row-scroller.tsx';
import type { Ticks } from './scroll-bar.tsx';
import { middlePlace, topRow, type ScrollPlace } from './scroll-place.ts';
import { useComparison } from './use-comparison.ts';

type Done = Extract<LogComparison, { kind: 'done' }>;

function Tool({ id, icon }: { readonly id: string; readonly icon: IconName }): ReactNode {
  const { command, disabledReason, keyWords, run } = useCommand(id);
  return (
    <IconButton
      label={command.title}
      disabledReason={disabledReason}
      tip={
        <>
          {command.title} {keyWords === null ? null : <Kbd>{keyWords}</Kbd>}
        </>
      }
      onClick={run}
    >
      <Icon name={icon} size={14} />
    </IconButton>
  );
}

/** The rows of a comparison, and the way from one difference to the next. */
function CompareLines({ done, earlier, later, current, onCurrent }: { readonly done: Done; readonly earlier: LogSession; readonly later: LogSession; readonly current: number; readonly onCurrent: (difference: number) => void }): ReactNode {
  const view = useRef<HTMLDivElement>(null);
  const wrap = usePanels((panels) => panels.logWrap);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [place, setPlace] = useState<ScrollPlace>({ kind: 'row', row: 0, y: 0 });
  const [sight, setSight] = useState({ first: 0, last: -1 });
  const rows = useMemo(() => new CompareRows(done.steps, opened), [done, opened]);
  const onSight = useCallback((first: number, last: number) => setSight((before) => (before.first === first && before.last === last ? before : { first, last })), []);
  useEffect(() => {
    const [inEarlier, inLater]: [number[], number[]] = [[], []];
    for (let row = sight.first; row <= sight.last; row++) {
      const shown = rows.at(row);
      if (shown?.kind !== 'line') continue;
      if (shown.later !== null) inLater.push(shown.later);
      else if (shown.earlier !== null) inEarlier.push(shown.earlier);
    }
    earlier.pages.want(inEarlier, { lines: done.earlierLines, bytes: earlier.bytes });
    later.pages.want(inLater, { lines: done.laterLines, bytes: later.bytes });
  }, [sight, rows, done, earlier.pages, later.pages, earlier.bytes, later.bytes]);
  const ticks = useMemo((): readonly Ticks[] => {
    const { removed, added } = rows.marks();
    const share = (row: number): number => row / Math.max(1, rows.count - 1);
    return [
      { kind: 'removed', at: removed.map(share) },
      { kind: 'added', at: added.map(share) },
    ];
  }, [rows]);
  const goTo = (difference: number): void => {
    const row = rows.differences[difference];
    if (row === undefined) return;
    onCurrent(difference);
    const height = view.current?.clientHeight ?? 0;
    setPlace(middlePlace(row, Math.min(height, 12 * ROW), ROW));
  };
  const step = (forwards: boolean): void => {
    const count = rows.differences.length;
    if (count === 0) return;
    const top = topRow(place, rows.count, (view.current?.clientHeight ?? 0) / ROW);
    // Before any was gone to: the first that is in sight or below.
    const from = current >= 0 ? current + (forwards ? 1 : -1) : Math.max(0, rows.differences.findIndex((row) => row >= top));
    goTo((from + count) % count);
  };
  useLogSignals({ 'log-next-difference': () => step(true), 'log-previous-difference': () => step(false), 'log-save': () => downloadLog(later) });
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== 'n' && event.key !== 'N')) return;
    event.preventDefault();
    step(event.key === 'n');
  };
  const render = (row: number): ReactNode => {
    const shown = rows.at(row);
    if (shown === null) return null;
    if (shown.kind === 'gap') return <CompareGap key={`gap-${shown.gap}`} row={row} gap={shown} onOpen={(gap) => setOpened(new Set([...opened, gap]))} />;
    const loaded = shown.later !== null ? later.pages.line(shown.later) : earlier.pages.line(shown.earlier ?? 1);
    return <CompareLine key={`${shown.earlier ?? ''}/${shown.later ?? ''}`} row={row} step={shown.step} earlier={shown.earlier} later={shown.later} text={loaded?.text ?? null} cut={loaded?.cut ?? false} isCurrent={rows.differences[current] === row} />;
  };
  return <RowScroller view={view} count={rows.count} place={place} onPlace={setPlace} render={render} onSight={onSight} ticks={ticks} label="Differences of the logs" wrap={wrap} onKeyDown={key} />;
}

/** Two logs against each other: only what differs in substance, with a few lines around it. */
export function CompareView({ later, compare, menu }: { readonly later: LogSession; readonly compare: string; readonly menu: ReactNode }): ReactNode {
  const comparison = useComparison(compare, later.attempt);
  const [current, setCurrent] = useState(-1);
  useEffect(() => openLog(compare, null, [later.attempt]), [compare, later.attempt]);
  const earlier = useLogs((state) => state.sessions.find(({ attempt }) => attempt === compare));
  const name = earlier === undefined ? compare : nameOf(earlier);
  const differences = comparison.kind === 'done' ? comparison.differences : 0;
  return (
    <>
      <div className="log-bar" data-comparing="">
        <span className="truncate compare-names">
          <span className="compare-earlier">− {name}</span> <span className="compare-later">+ {nameOf(later)}</span>
        </span>
        {menu}
        <span className="spacer" />
        <span className="soft" role="status">
          {comparison.kind === 'done' ? (differences === 0 ? 'No difference of substance' : `${current < 0 ? '' : `${formatCount(current + 1)} of `}${plural(differences, 'difference')}`) : ''}
        </span>
        <span className="log-steps">
          <Tool id="log-previous-difference" icon="up" />
          <Tool id="log-next-difference" icon="down" />
        </span>
        <Tool id="log-swap" icon="swap" />
        <Button kind="quiet" onClick={() => go({ compare: null })}>
          End comparison
        </Button>
      </div>
      <div className="log-middle">
        {comparison.kind === 'working' ? (
          <EmptyState icon="compare" title="Comparing…">
            {`${Math.round(comparison.fraction * 100)} %: what differs by chance (times, directories, processes, order) is left out.`}
          </EmptyState>
        ) : comparison.kind === 'failed' ? (
          <p role="alert" className="log-problem">
            {comparison.problem.message}
          </p>
        ) : differences === 0 ? (
          <EmptyState icon="compare" title="No difference of substance">
            {`The ${plural(comparison.laterLines, 'line')} say the same but for times, directories, processes and their order.`}
          </EmptyState>
        ) : earlier === undefined ? null : (
          <CompareLines key={`${compare} ${later.attempt}`} done={comparison} earlier={earlier} later={later} current={current} onCurrent={setCurrent} />
        )}
      </div>
    </>
  );
}
