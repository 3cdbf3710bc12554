import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import { mark, toggleMark, useMarked } from '#renderer/state/marked.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { scrollToRow, useRows } from '#renderer/ui/use-rows.ts';

import { layoutOf, type PackageColumn } from './columns.tsx';
import { formatSorting, nextSorting, type Sorting } from './sort-rows.ts';

const ROW = 28;
const HEAD = 30;

function Head({ columns, sorting, template }: { readonly columns: readonly PackageColumn[]; readonly sorting: Sorting | null; readonly template: string }): ReactNode {
  return (
    <div role="row" className="grid-head" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
      {columns.map((column) => {
        const by = sorting?.column === column.id ? sorting : null;
        return (
          <div key={column.id} role="columnheader" aria-sort={by === null ? 'none' : by.descending ? 'descending' : 'ascending'}>
            <button type="button" className={column.number ? 'number' : undefined} onClick={() => go({ sort: formatSorting(nextSorting(sorting, column)) }, { remember: false })}>
              <span className="truncate">{column.words}</span>
              <span aria-hidden="true">{by === null ? '' : by.descending ? '↓' : '↑'}</span>
            </button>
          </div>
        );
      })}
    </div>
  );
}

/** Rows of packages: sorted by their heads, walked with the arrow keys, marked with Space, Shift and Ctrl. */
export function PackageGrid({
  label,
  model,
  rows,
  columns,
  sorting,
  empty,
}: {
  readonly label: string;
  readonly model: PortModel;
  /** Sources, in the order in which they are shown. */
  readonly rows: readonly number[];
  readonly columns: readonly PackageColumn[];
  readonly sorting: Sorting | null;
  readonly empty: ReactNode;
}): ReactNode {
  const select = usePlace((place) => place.select);
  const marked = useMarked((state) => state.names);
  const body = useRef<HTMLDivElement>(null);
  const scrolledTo = useRef<string | null>(null);
  const anchor = useRef<string | null>(null);
  const id = useId();
  const { first, last } = useRows(body, rows.length, ROW);
  const selectedRow = select === null ? -1 : rows.indexOf(model.indexOf.get(select) ?? -1);
  const { template, width } = layoutOf(columns);
  useEffect(() => {
    // Only a new selection scrolls; a delta that moves rows does not.
    if (body.current === null || selectedRow < 0 || scrolledTo.current === select) return;
    scrolledTo.current = select;
    scrollToRow(body.current, selectedRow, ROW, false, HEAD);
  }, [select, selectedRow]);

  const nameAt = (row: number): string | undefined => model.names[rows[row] ?? -1];
  const rowOf = (name: string | null): number => (name === null ? -1 : rows.indexOf(model.indexOf.get(name) ?? -1));
  const markTo = (row: number): void => {
    const begin = rowOf(anchor.current ?? select);
    const from = begin < 0 ? row : begin;
    anchor.current = nameAt(from) ?? null;
    mark(rows.slice(Math.min(from, row), Math.max(from, row) + 1).flatMap((source) => model.names[source] ?? []));
  };
  const toggle = (name: string): void => {
    // The selected one is the first of those that are marked, as in a file manager.
    if (marked.size === 0 && select !== null && select !== name && rowOf(select) >= 0) mark([select, name]);
    else toggleMark(name);
    anchor.current = name;
  };
  const key = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -rows.length, End: rows.length };
    const by = steps[event.key];
    const all = event.key === 'a' && (event.ctrlKey || event.metaKey);
    if (by === undefined && event.key !== ' ' && !all) return;
    event.preventDefault();
    if (all) mark(rows.flatMap((source) => model.names[source] ?? []));
    else if (by === undefined) {
      if (select !== null && selectedRow >= 0) toggleMark(select);
    } else {
      const next = Math.max(0, Math.min(rows.length - 1, selectedRow < 0 ? 0 : selectedRow + by));
      if (event.shiftKey) markTo(next);
      else anchor.current = null;
      go({ select: nameAt(next) ?? null }, { remember: false });
    }
  };
  const click = (event: MouseEvent, row: number, name: string): void => {
    if (event.shiftKey) return markTo(row);
    if (event.ctrlKey || event.metaKey) return toggle(name);
    if (marked.size > 0) mark([]);
    anchor.current = name;
    go({ select: name });
  };
  return (
    <div
      ref={body}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={selectedRow >= first && selectedRow < last ? `${id}-${selectedRow}` : undefined}
      onKeyDown={key}
    >
      <div role="rowgroup" className="grid-heads" style={{ minWidth: width }}>
        <Head columns={columns} sorting={sorting} template={template} />
      </div>
      {rows.length === 0 ? empty : null}
      <div role="rowgroup" className="grid-rows" style={{ height: rows.length * ROW, minWidth: width }}>
        {rows.slice(first, last).map((source, offset) => {
          const row = first + offset;
          const name = model.names[source] ?? '';
          return (
            <div
              key={source}
              id={`${id}-${row}`}
              role="row"
              className="grid-row"
              aria-rowindex={row + 2}
              aria-selected={marked.has(name) || name === select}
              data-marked={marked.has(name) || undefined}
              data-current={name === select || undefined}
              style={{ gridTemplateColumns: template, height: ROW, transform: `translateY(${row * ROW}px)` }}
              onMouseDown={(event) => (event.shiftKey ? event.preventDefault() : undefined)}
              onClick={(event) => click(event, row, name)}
            >
              {columns.map((column) => (
                <span key={column.id} role="gridcell" className={column.number ? 'number' : 'truncate'}>
                  {column.cell(model, source)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
