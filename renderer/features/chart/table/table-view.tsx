import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import { hasFlag, stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateMark } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { scrollToRow, useRows } from '#renderer/ui/use-rows.ts';

const COLUMNS = [
  { id: 'state', words: 'State', number: false },
  { id: 'name', words: 'Source package', number: false },
  { id: 'evr', words: 'EVR', number: false },
  { id: 'rank', words: 'Build order', number: true },
  { id: 'waits', words: 'Wait for it', number: true },
  { id: 'needs', words: 'Needs', number: true },
] as const;
type ColumnId = (typeof COLUMNS)[number]['id'];
interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}
const ROW = 28;
const TEMPLATE = { gridTemplateColumns: 'minmax(130px, 1fr) minmax(160px, 2.2fr) minmax(120px, 1.6fr) 100px 100px 80px' };

function needsOf(model: PortModel, source: number): number {
  return (model.needs.offsets[source + 1] ?? 0) - (model.needs.offsets[source] ?? 0);
}

function sortRows(model: PortModel, mask: Uint8Array | null, { column, descending }: Sorting): readonly number[] {
  const rows = [...model.names.keys()].filter((source) => mask === null || mask[source] === 1);
  const byName = (a: number, b: number): number => (model.names[a] ?? '').localeCompare(model.names[b] ?? '', 'en');
  const compare: Readonly<Record<ColumnId, (a: number, b: number) => number>> = {
    state: (a, b) => (model.states[a] ?? 0) - (model.states[b] ?? 0),
    name: byName,
    evr: (a, b) => (model.evrs[a] ?? '').localeCompare(model.evrs[b] ?? '', 'en', { numeric: true }),
    rank: (a, b) => (model.ranks[a] ?? 0) - (model.ranks[b] ?? 0),
    waits: (a, b) => (model.waits[a] ?? 0) - (model.waits[b] ?? 0),
    needs: (a, b) => needsOf(model, a) - needsOf(model, b),
  };
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare[column](a, b) || byName(a, b));
}

/** The map's twin for those who would rather read: every package, sortable, with the same filter and selection. */
export function TableView({ model, mask, version }: { readonly model: PortModel; readonly mask: Uint8Array | null; readonly version: number }): ReactNode {
  const [sorting, setSorting] = useState<Sorting>({ column: 'waits', descending: true });
  const select = usePlace((place) => place.select);
  const rows = useMemo(() => (version < 0 ? [] : sortRows(model, mask, sorting)), [model, mask, sorting, version]);
  const body = useRef<HTMLDivElement>(null);
  const scrolledTo = useRef<string | null>(null);
  const { first, last } = useRows(body, rows.length, ROW);
  const selectedRow = select === null ? -1 : rows.indexOf(model.indexOf.get(select) ?? -1);
  useEffect(() => {
    // Only a new selection scrolls; a delta that moves rows does not.
    if (body.current === null || selectedRow < 0 || scrolledTo.current === select) return;
    scrolledTo.current = select;
    scrollToRow(body.current, selectedRow, ROW);
  }, [select, selectedRow]);

  const sortBy = (column: ColumnId, number: boolean): void => setSorting((before) => ({ column, descending: before.column === column ? !before.descending : number }));
  const key = (event: KeyboardEvent): void => {
    const step: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -rows.length, End: rows.length };
    const by = step[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(rows.length - 1, selectedRow < 0 ? 0 : selectedRow + by))];
    const name = next === undefined ? undefined : model.names[next];
    if (name !== undefined) go({ select: name }, { remember: false });
  };
  return (
    <div className="grid-table" role="grid" aria-label="Packages" aria-rowcount={rows.length + 1}>
      <div role="row" className="grid-head" aria-rowindex={1} style={TEMPLATE}>
        {COLUMNS.map(({ id, words, number }) => (
          <div key={id} role="columnheader" aria-sort={sorting.column !== id ? 'none' : sorting.descending ? 'descending' : 'ascending'}>
            <button type="button" className={number ? 'number' : undefined} onClick={() => sortBy(id, number)}>
              {words}
              <span aria-hidden="true">{sorting.column !== id ? '' : sorting.descending ? '↓' : '↑'}</span>
            </button>
          </div>
        ))}
      </div>
      <div ref={body} role="rowgroup" className="grid-body" tabIndex={0} aria-label="Rows" onKeyDown={key}>
        {rows.length === 0 ? (
          <EmptyState icon="search" title="No package matches the filter">
            Every package of the port stands here, those that match the filter.
          </EmptyState>
        ) : null}
        <div role="presentation" className="grid-rows" style={{ height: rows.length * ROW }}>
          {rows.slice(first, last).map((source, offset) => {
            const index = first + offset;
            const name = model.names[source] ?? '';
            return (
              <div
                key={source}
                role="row"
                className="grid-row"
                aria-rowindex={index + 2}
                aria-selected={name === select}
                style={{ ...TEMPLATE, height: ROW, transform: `translateY(${index * ROW}px)` }}
                onClick={() => go({ select: name })}
              >
                <span role="gridcell">
                  <StateMark state={stateAt(model, source)} words={hasFlag(model, source, 'provisional') ? 'in repo, provisional' : undefined} />
                </span>
                <span role="gridcell" className="truncate">
                  {name}
                </span>
                <span role="gridcell" className="mono soft truncate">
                  {model.evrs[source]}
                </span>
                <span role="gridcell" className="number soft">
                  {(model.ranks[source] ?? 0) + 1}
                  {hasFlag(model, source, 'cycle') ? ' ⟳' : ''}
                </span>
                <span role="gridcell" className="number">
                  {formatCount(model.waits[source] ?? 0)}
                </span>
                <span role="gridcell" className="number soft">
                  {needsOf(model, source)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
