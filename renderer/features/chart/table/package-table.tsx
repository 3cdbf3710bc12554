import { useEffect, useMemo, type ReactNode } from 'react';

import { onSignal } from '#renderer/state/commands/signals.ts';
import { usePlace } from '#renderer/state/location.ts';
import { mark } from '#renderer/state/marked.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { useProject } from '#renderer/state/stores.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';

import { useColumns } from './chosen-columns.ts';
import { relationColumn } from './columns.tsx';
import { jsonOf, rowsCsv } from './export-rows.ts';
import { PackageGrid } from './package-grid.tsx';
import { parseSorting, sortRows, type Sorting } from './sort-rows.ts';
import { TableBar } from './table-bar.tsx';

/** `Enterprise Linux 7.3`, `packages` → `enterprise-linux-7.3-packages`. */
function fileName(project: string | undefined, what: string): string {
  return `${project ?? 'port'} ${what}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
}

/** Packages as rows with their bar: the twin of the map, or of a picture, whose relations are a column then. */
export function PackageTable({
  label,
  what,
  model,
  version,
  sources,
  relations = null,
  usual,
}: {
  readonly label: string;
  /** What the rows are, for the name of a file. */
  readonly what: string;
  readonly model: PortModel;
  readonly version: number;
  readonly sources: readonly number[];
  readonly relations?: ReadonlyMap<number, string> | null;
  /** The order while none is chosen; null: as the sources are given. */
  readonly usual: Sorting | null;
}): ReactNode {
  const chosen = useColumns();
  const sort = usePlace((place) => place.sort);
  const project = useProject((state) => state.project?.name);
  const columns = useMemo(() => {
    const [name, ...others] = chosen;
    return relations === null || name === undefined ? chosen : [name, relationColumn(relations), ...others];
  }, [chosen, relations]);
  const sorting = useMemo(() => parseSorting(sort, columns) ?? usual, [sort, columns, usual]);
  const rows = useMemo(() => (version < 0 ? [] : sortRows(model, sources, sorting, columns)), [model, sources, sorting, columns, version]);
  useEffect(() => {
    const name = fileName(project, what);
    const stops = [
      onSignal('mark-all', () => mark(rows.flatMap((source) => model.names[source] ?? []))),
      onSignal('export-csv', () => saveFile(`${name}.csv`, 'text/csv;charset=utf-8', rowsCsv(model, rows, columns))),
      onSignal('export-json', () => saveFile(`${name}.json`, 'application/json', jsonOf(model, rows, columns))),
    ];
    return () => stops.forEach((stop) => stop());
  }, [model, rows, columns, project, what]);
  return (
    <div className="table">
      <TableBar rows={rows.length} columns={chosen} />
      <PackageGrid
        label={label}
        model={model}
        rows={rows}
        columns={columns}
        sorting={sorting}
        empty={
          <EmptyState icon="search" title="No package matches the filter">
            Every package of the port stands here, those that match the filter.
          </EmptyState>
        }
      />
    </div>
  );
}
