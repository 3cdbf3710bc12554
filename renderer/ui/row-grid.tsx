import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

import { scrollToRow, useRows } from './use-rows.ts';

const ROW = 28;
const HEAD = 30;
const GAP = 12;
const EDGES = 32;

export interface RowColumn<Row> {
  readonly id: string;
  readonly words: string;
  /** Numbers stand at the right, and are sorted the largest first. */
  readonly number: boolean;
  /** Its width in pixels, at least; and its share of what is left over. */
  readonly width: number;
  readonly share: number;
  cell(row: Row): ReactNode;
}

export interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Any number of rows, of which only those in sight are drawn: sorted by their heads, walked with the arrow keys. */
export function RowGrid<Row extends { readonly key: string }>({
  label,
  rows,
  columns,
  order,
  onOrder,
  current,
  onChoose,
}: {
  readonly label: string;
  /** In the order in which they are shown. */
  readonly rows: readonly Row[];
  readonly columns: readonly RowColumn<Row>[];
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  /** The key of the row that is chosen. */
  readonly current: string | null;
  /** `byKey`: with the arrow keys, which go through many. */
  readonly onChoose: (row: Row, byKey: boolean) => void;
}): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const scrolledTo = useRef<string | null>(null);
  const id = useId();
  const { first, last } = useRows(body, rows.length, ROW);
  const currentRow = current === null ? -1 : rows.findIndex(({ key }) => key === current);
  const template = columns.map(({ width, share }) => (share === 0 ? `${width}px` : `minmax(${width}px, ${share}fr)`)).join(' ');
  const width = columns.reduce((sum, column) => sum + column.width + GAP, EDGES);
  useEffect(() => {
    if (body.current === null || currentRow < 0 || scrolledTo.current === current) return;
    scrolledTo.current = current;
    scrollToRow(body.current, currentRow, ROW, false, HEAD);
  }, [current, currentRow]);
  const walk = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -rows.length, End: rows.length };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(rows.length - 1, currentRow < 0 ? 0 : currentRow + by))];
    if (next !== undefined) onChoose(next, true);
  };
  return (
    <div ref={body} className="grid" role="grid" tabIndex={0} aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length} aria-activedescendant={currentRow >= first && currentRow < last ? `${id}-${currentRow}` : undefined} onKeyDown={walk}>
      <div role="rowgroup" className="grid-heads" style={{ minWidth: width }}>
        <div role="row" className="grid-head" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => {
            const by = order.column === column.id ? order : null;
            return (
              <div key={column.id} role="columnheader" aria-sort={by === null ? 'none' : by.descending ? 'descending' : 'ascending'}>
                <button type="button" className={column.number ? 'number' : undefined} onClick={() => onOrder({ column: column.id, descending: by === null ? column.number : !by.descending })}>
                  <span className="truncate">{column.words}</span>
                  <span aria-hidden="true">{by === null ? '' : by.descending ? '↓' : '↑'}</span>
                </button>
              </div>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" className="grid-rows" style={{ height: rows.length * ROW, minWidth: width }}>
        {rows.slice(first, last).map((row, offset) => (
          <div
            key={row.key}
            id={`${id}-${first + offset}`}
            role="row"
            className="grid-row"
            aria-rowindex={first + offset + 2}
            aria-selected={row.key === current}
            data-current={row.key === current || undefined}
            style={{ gridTemplateColumns: template, height: ROW, transform: `translateY(${(first + offset) * ROW}px)` }}
            onClick={() => onChoose(row, false)}
          >
            {columns.map((column) => (
              <span key={column.id} role="gridcell" className={column.number ? 'number' : 'truncate'}>
                {column.cell(row)}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
