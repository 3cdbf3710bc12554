import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { cyclesOf } from '#renderer/state/cycles.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { useShownPort } from '#renderer/state/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';

import { MOST_ELEMENTS, type DiagramNode } from '../graph/diagram.ts';
import { DiagramView } from '../graph/diagram-view.tsx';
import { DiagramHead } from '../graph/twin.tsx';
import { useKept } from '../graph/use-kept.ts';
import { PackageTable } from '../table/package-table.tsx';
import { cycleAmong, cycleOf, foldCycle, type Cycle, type FoldedCycle } from './fold-cycle.ts';

/** The cycle of the selection; without one the largest of the port. */
export function CycleView({ model, version }: { readonly model: PortModel; readonly version: number }): ReactNode {
  const select = usePlace((place) => place.select);
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  const { largest, sizes } = cyclesOf(model);
  const own = selected < 0 ? largest : (model.components[selected] ?? -1);
  // What is selected by walking elsewhere leaves the picture; a member keeps it.
  const component = useKept(own);
  if (largest < 0) {
    return (
      <EmptyState icon="chart" title="There is no cycle in this port">
        Where packages need each other all round, none of them can be built first. Such a cycle would stand here.
      </EmptyState>
    );
  }
  if (component < 0) {
    return (
      <EmptyState icon="chart" title={`${select ?? ''} is in no cycle`} action={<Button onClick={() => go({ select: null })}>Show the largest cycle, of {formatCount(sizes.get(largest) ?? 0)}</Button>}>
        Nothing that it needs needs it in turn. The cycle of a package stands here when it is in one.
      </EmptyState>
    );
  }
  return <OfComponent key={component} model={model} version={version} component={component} selected={selected} name={select} />;
}

function OfComponent({ component, ...rest }: Omit<Parameters<typeof Within>[0], 'cycle'> & { readonly component: number }): ReactNode {
  const { model } = rest;
  const cycle = useMemo(() => cycleOf(model, component), [model, component]);
  return <Within {...rest} cycle={cycle} />;
}

/** The picture of the cycle that these packages are. */
export function CyclePicture({ members }: { readonly members: readonly string[] }): ReactNode {
  const { model, version } = useShownPort();
  const select = usePlace((place) => place.select);
  const cycle = useMemo(() => (model === null ? null : cycleAmong(model, members.flatMap((name) => model.indexOf.get(name) ?? []).sort((a, b) => a - b))), [model, members]);
  if (model === null || cycle === null) return null;
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  return <Within key={members[0]} model={model} version={version} cycle={cycle} selected={selected} name={select} />;
}

function relationsOf(cycle: Cycle, { round }: FoldedCycle): ReadonlyMap<number, string> {
  const onRound = new Set(round);
  return new Map(
    cycle.members
      .map((source, member) => ({ source, needs: cycle.needs[member] ?? 0, neededBy: cycle.neededBy[member] ?? 0 }))
      .sort((a, b) => Number(onRound.has(b.source)) - Number(onRound.has(a.source)) || b.needs * b.neededBy - a.needs * a.neededBy)
      .map(({ source, needs, neededBy }) => [source, `${onRound.has(source) ? 'on the shortest way round, ' : ''}needs ${needs}, needed by ${neededBy} of it`]),
  );
}

function Within({ model, version, cycle, selected, name }: { readonly model: PortModel; readonly version: number; readonly cycle: Cycle; readonly selected: number; readonly name: string | null }): ReactNode {
  const rows = usePlace((place) => place.rows);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // The way round is that of the package with which one came: selecting another in the picture must not move it.
  const [anchor, setAnchor] = useState(selected);
  const folded = useMemo(() => foldCycle(cycle, anchor, open), [cycle, anchor, open]);
  const relations = useMemo(() => relationsOf(cycle, folded), [cycle, folded]);
  const unfold = useCallback(
    ({ id }: DiagramNode) => {
      // What a picture cannot hold stands in the rows.
      if (folded.nodes.length > MOST_ELEMENTS / 2) go({ rows: true });
      else setOpen((before) => new Set([...before, id]));
    },
    [folded],
  );
  const size = formatCount(cycle.members.length);
  const relationOf = (node: DiagramNode): string => (node.kind === 'package' ? (relations.get(node.source) ?? '') : 'within the cycle');
  const way = folded.round.map((source) => model.names[source] ?? '');
  return (
    <div className="pictured">
      <DiagramHead>
        <strong>Cycle of {size}</strong>
        {way.length > 0 ? (
          <span className="truncate" title={way.join(' → ')}>
            shortest way round: {way.join(' → ')}
          </span>
        ) : (
          <span className="truncate">{anchor < 0 ? 'select a package to see its shortest way round' : 'closed by what BuildRequires pull in at run time'}</span>
        )}
        {selected >= 0 && selected !== anchor && cycle.members.includes(selected) ? (
          <Button kind="quiet" onClick={() => setAnchor(selected)}>
            Through {name}
          </Button>
        ) : null}
        {open.size > 0 ? (
          <Button kind="quiet" onClick={() => setOpen(new Set())}>
            Fold again
          </Button>
        ) : null}
        {folded.undrawn > 0 ? <span className="faint">{plural(folded.undrawn, 'lesser link')} not drawn</span> : null}
      </DiagramHead>
      {rows ? (
        <PackageTable label={`Cycle of ${size}`} what="cycle" model={model} version={version} sources={[...relations.keys()]} relations={relations} usual={null} />
      ) : (
        <DiagramView label={`Cycle of ${size} packages`} testId="cycle" model={model} version={version} diagram={folded} relationOf={relationOf} onOpen={unfold} />
      )}
    </div>
  );
}
