import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { plural } from '#renderer/ui/format.ts';

import type { DiagramNode } from '../graph/diagram.ts';
import { DiagramView } from '../graph/diagram-view.tsx';
import { DiagramHead } from '../graph/twin.tsx';
import { useKept } from '../graph/use-kept.ts';
import { PackageTable } from '../table/package-table.tsx';
import { MOST_OF_A_SIDE, neighbourhoodOf, opened, type Neighbourhood, type Shown } from './neighbourhood.ts';

const AT_FIRST: Shown = { needs: MOST_OF_A_SIDE, neededBy: MOST_OF_A_SIDE };

/** Each package with how it stands to the selection. */
function relationsOf({ needs, neededBy, path }: Neighbourhood, selected: number, name: string): ReadonlyMap<number, string> {
  const relations = new Map<number, string>([[selected, 'the selected package']]);
  for (const source of needs) relations.set(source, `${name} needs it`);
  for (const source of neededBy) relations.set(source, relations.has(source) ? `${name} needs it, and it needs ${name}` : `needs ${name}`);
  for (const source of path.slice(1, -1)) relations.set(source, `${relations.has(source) ? `${relations.get(source) ?? ''}; ` : ''}on the way to what holds it up`);
  const root = path.at(-1);
  if (root !== undefined) relations.set(root, `${relations.has(root) ? `${relations.get(root) ?? ''}; ` : ''}holds it up`);
  return relations;
}

/** The selection among its neighbours: what it needs at the left, what needs it at the right. */
export function NeighboursView({ model, version }: { readonly model: PortModel; readonly version: number }): ReactNode {
  const select = usePlace((place) => place.select);
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  if (select === null || selected < 0) {
    return (
      <EmptyState icon="chart" title="Select a package">
        Its neighbours stand here: what it needs at the left, what needs it at the right, and the way to what holds it up. Click a mark on the map, or press / and Enter.
      </EmptyState>
    );
  }
  return <Around key={select} model={model} version={version} selected={selected} name={select} />;
}

function Around({ model, version, selected, name }: { readonly model: PortModel; readonly version: number; readonly selected: number; readonly name: string }): ReactNode {
  const rows = usePlace((place) => place.rows);
  const [shown, setShown] = useState(AT_FIRST);
  const around = useKept(useMemo(() => (version < 0 ? null : neighbourhoodOf(model, selected, shown)), [model, selected, shown, version]));
  const relations = useMemo(() => (around === null ? new Map<number, string>() : relationsOf(around, selected, name)), [around, selected, name]);
  const open = useCallback(
    ({ id, sources }: DiagramNode & { readonly kind: 'bundle' }) => {
      const side = id === 'bundle-needs' ? 'needs' : 'neededBy';
      const next = opened(shown, side, shown[side] + sources.length);
      // What a picture cannot hold stands in the rows.
      if (next[side] === shown[side]) go({ rows: true });
      else setShown(next);
    },
    [shown],
  );
  if (around === null) return null;
  const relationOf = (node: DiagramNode): string => (node.kind === 'package' ? (relations.get(node.source) ?? '') : node.id === 'bundle-needs' ? `${name} needs them` : `they need ${name}`);
  return (
    <div className="pictured">
      <DiagramHead>
        <span>needs {plural(around.needs.length, 'package')}</span>
        <strong className="truncate">{name}</strong>
        <span>{around.neededBy.length === 1 ? '1 package needs it' : `${plural(around.neededBy.length, 'package')} need it`}</span>
      </DiagramHead>
      {rows ? (
        <PackageTable label={`Neighbours of ${name}`} what={`neighbours of ${name}`} model={model} version={version} sources={[...relations.keys()]} relations={relations} usual={null} />
      ) : (
        <DiagramView label={`Neighbours of ${name}: needs ${around.needs.length}, needed by ${around.neededBy.length}`} testId="neighbours" model={model} version={version} diagram={around} relationOf={relationOf} onOpen={open} />
      )}
    </div>
  );
}
