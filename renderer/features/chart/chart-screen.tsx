import { lazy, Suspense, useDeferredValue, useMemo, type ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';
import { showView } from '#renderer/state/commands/chart-commands.ts';
import { applyFilter } from '#renderer/state/filter.ts';
import { usePlace } from '#renderer/state/location.ts';
import { usePerson } from '#renderer/state/person.ts';
import { usePort } from '#renderer/state/port.ts';
import { useShownPort } from '#renderer/state/time.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';

import { FilterBox } from './filter/filter-box.tsx';
import { Legend } from './map/legend.tsx';
import { MapView } from './map/map-view.tsx';
import { TableView } from './table/table-view.tsx';
import { ViewsMenu } from './views-menu.tsx';

/** With the graph drawer that they bring, only when one is first looked at: the window opens sooner without. */
const CycleView = lazy(() => import('./cycle/cycle-view.tsx').then((module) => ({ default: module.CycleView })));
const PathView = lazy(() => import('./path/path-view.tsx').then((module) => ({ default: module.PathView })));
const NeighboursView = lazy(() => import('./neighbours/neighbours-view.tsx').then((module) => ({ default: module.NeighboursView })));

const VIEWS = [
  { value: 'map', words: 'Map' },
  { value: 'neighbours', words: 'Neighbours' },
  { value: 'path', words: 'Path' },
  { value: 'cycle', words: 'Cycle' },
  { value: 'table', words: 'Table' },
] as const;

/** The dependency graph of the whole port: as a map, around the selection, as paths and cycles, and as a table. One filter, one selection. */
export function ChartScreen({ empty }: { readonly empty: ReactNode }): ReactNode {
  const { model, version } = useShownPort();
  // The first picture of a port is made of many parts: between them the window answers.
  const ready = useDeferredValue(model !== null);
  const busy = usePort(({ summary }) => summary !== null && summary.counts.queued + summary.counts.building > 0);
  const pass = usePort(({ summary }) => summary?.pass.number ?? 1);
  const me = usePerson((person) => person.name);
  const { filter, view, rows } = usePlace();
  // `version` stands for the columns' contents, which are written in place.
  const filtered = useMemo(() => (model === null || version < 0 ? null : applyFilter(model, filter, { me, pass })), [model, filter, me, pass, version]);
  if (model === null || filtered === null || !ready) {
    return (
      <EmptyState icon="chart" title="Reading the port…">
        The chart shows every source package of the port in the order in which it can be built.
      </EmptyState>
    );
  }
  if (model.names.length === 0) {
    return (
      <>
        <h1 className="visually-hidden">Chart</h1>
        {empty}
      </>
    );
  }
  return (
    <div className="chart">
      <h1 className="visually-hidden">Chart</h1>
      <div className="chart-bar">
        <FilterBox model={model} version={version} filtered={filtered} />
        <ViewsMenu />
        <span className="spacer" />
        <CommandButton id="stop-all" kind="quiet" />
        <CommandButton id="build-all" kind={busy ? 'plain' : 'primary'} />
        <Segmented label="View of the chart" options={VIEWS} value={view} panel="chart-panel" onChange={showView} />
      </div>
      <div id="chart-panel" className="chart-panel" role="tabpanel" aria-label={VIEWS.find((each) => each.value === view)?.words}>
        {view === 'map' ? <MapView model={model} mask={filtered.mask} /> : null}
        <Suspense fallback={null}>
          {view === 'neighbours' ? <NeighboursView model={model} version={version} /> : null}
          {view === 'path' ? <PathView model={model} version={version} /> : null}
          {view === 'cycle' ? <CycleView model={model} version={version} /> : null}
        </Suspense>
        {view === 'table' ? <TableView model={model} mask={filtered.mask} version={version} /> : null}
      </div>
      {view === 'table' || (rows && view !== 'map') ? null : <Legend model={model} />}
    </div>
  );
}
