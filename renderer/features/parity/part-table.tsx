import { useEffect, useMemo, useState, type ReactNode } from 'react';

import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { RowGrid, type RowColumn } from '#renderer/ui/row-grid.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';

import { RowDetails } from './row-details.tsx';
import { PARITY_COLUMNS, parityCsv, parityJson, parityOrder, parityRows, sortParity, type ParityPart, type ParityRow } from './parity-parts.ts';

const PART_LABELS: Readonly<Record<ParityPart, string>> = { reference: 'Sources that differ from the reference', closure: 'Requirements that nothing meets', files: 'Packages that cannot be installed together', passes: 'Sources that came out otherwise' };

function cellsOf(part: ParityPart): readonly RowColumn<ParityRow>[] {
  return PARITY_COLUMNS[part].map((column, place) => ({
    ...column,
    cell: ({ values }) => {
      const value = values[place] ?? '';
      if (typeof value === 'number') return value === 0 ? <span className="faint">0</span> : formatCount(value);
      return column.mono ? (
        <span className="mono soft" title={value}>
          {value}
        </span>
      ) : (
        value
      );
    },
  }));
}

/** The rows of one part, and what is behind the chosen one. */
export function PartTable({ part, report }: { readonly part: ParityPart; readonly report: ParityReport }): ReactNode {
  const { sort, select } = usePlace();
  const [chosen, setChosen] = useState<string | null>(null);
  const order = useMemo(() => parityOrder(part, sort), [part, sort]);
  const rows = useMemo(() => sortParity(part, parityRows(part, report), order), [part, report, order]);
  const columns = useMemo(() => cellsOf(part), [part]);
  // A row is of the selected source as long as that is selected, whoever did it.
  const current = rows.find(({ key, source }) => key === chosen && source === select) ?? rows.find(({ source }) => source === select) ?? null;
  useEffect(() => {
    const stops = [
      onSignal('export-csv', () => saveFile(`parity-${part}.csv`, 'text/csv;charset=utf-8', parityCsv(part, rows))),
      onSignal('export-json', () => saveFile(`parity-${part}.json`, 'application/json', parityJson(part, rows))),
    ];
    return () => stops.forEach((stop) => stop());
  }, [part, rows]);
  return (
    <div className="parity-table">
      <RowGrid
        label={PART_LABELS[part]}
        rows={rows}
        columns={columns}
        order={order}
        onOrder={({ column, descending }) => go({ sort: `${descending ? '-' : ''}${column}` }, { remember: false })}
        current={current?.key ?? null}
        onChoose={({ key, source }, byKey) => {
          setChosen(key);
          go({ select: source }, { remember: !byKey });
        }}
      />
      {current === null || current.details.length === 0 ? null : <RowDetails row={current} />}
    </div>
  );
}
