import type { BulkAction } from '#shared/contract/schemas/bulk.ts';

import { askWish } from '../bulk.ts';
import { go, usePlace, type ChartView } from '../location.ts';
import { mark, useMarked } from '../marked.ts';
import { usePanels } from '../panels.ts';
import { perform } from '../perform.ts';
import { BUILT_IN_VIEWS, openView } from '../saved-views.ts';
import type { Command } from './command.ts';
import { sayQueued } from './package-commands.ts';
import { always, signalling } from './signalling.ts';

const NOTHING_SELECTED = 'Select a package first.';

/** Shows a view of the chart; a path begins at the selection. */
export function showView(view: ChartView): void {
  const { select, from, screen } = usePlace.getState();
  if (view === 'path' && select !== null && (from === null || screen !== 'chart')) go({ screen: 'chart', view, from: select, to: null });
  else go({ screen: 'chart', view });
}

function goToView(view: ChartView, title: string, key: string): Command {
  return {
    id: `view-${view}`,
    title,
    group: 'Chart',
    key,
    refusal: ({ place }) => (view === 'neighbours' && place.select === null ? NOTHING_SELECTED : null),
    run: () => go({ screen: 'chart', view }),
  };
}

const onRows: Command['refusal'] = ({ place }) => (place.screen === 'chart' && (place.view === 'table' || (place.view !== 'map' && place.rows)) ? null : 'Show the table first.');

/** What has rows that can be marked, and what was compared with something. */
const onExported: Command['refusal'] = (context) => (context.place.screen === 'parity' ? null : onRows(context));

const onMarked: Command['refusal'] = ({ refusal }) => {
  if (useMarked.getState().names.size === 0) return 'Mark rows of the table first.';
  return refusal;
};

/** A wish for the marked rows; what it would do is shown first. */
function wishing(id: string, title: string, kind: BulkAction['kind']): Command {
  return { id, title, group: 'Build', key: null, refusal: onMarked, run: () => askWish(kind, [...useMarked.getState().names]) };
}

function buildMarked(dependents: boolean): void {
  void perform('build-marked', async (client) => sayQueued(await client.call('build.packages', { sources: [...useMarked.getState().names], dependents })));
}

/** What can be done with the chart, its views and its table. */
export const CHART_COMMANDS: readonly Command[] = [
  goToView('map', 'Show the map', 'm'),
  goToView('neighbours', 'Show the neighbours of the selection', 'n'),
  {
    id: 'view-path',
    title: 'Show the path from the selection to what holds it up',
    group: 'Chart',
    key: 'p',
    refusal: ({ place }) => (place.select === null && place.from === null ? NOTHING_SELECTED : null),
    run: ({ place }) => go({ screen: 'chart', view: 'path', from: place.select ?? place.from, to: null }),
  },
  {
    id: 'path-to',
    title: 'Let the path end at the selection',
    group: 'Chart',
    key: 'Shift+p',
    refusal: ({ place }) => (place.select === null ? NOTHING_SELECTED : place.from === null ? 'Show the path from a package first.' : place.from === place.select ? 'The path begins here: select where it shall end.' : null),
    run: ({ place }) => go({ screen: 'chart', view: 'path', to: place.select }),
  },
  goToView('cycle', 'Show the cycle of the selection', 'y'),
  goToView('table', 'Show the table', 't'),
  {
    id: 'toggle-rows',
    title: 'Show the view as rows, or as a picture',
    group: 'Chart',
    key: 'Shift+t',
    refusal: ({ place }) => ((place.screen === 'chart' && place.view !== 'map' && place.view !== 'table') || (place.screen === 'cycles' && place.part === 'picture') ? null : 'Show the neighbours, a path or a cycle first.'),
    run: ({ place }) => go({ rows: !place.rows }),
  },
  signalling('focus-filter', 'Filter packages', '/', 'Chart'),
  signalling('fit', 'Fit the chart into the window', 'f', 'Chart'),
  signalling('zoom-in', 'Zoom in', '+', 'Chart'),
  signalling('zoom-out', 'Zoom out', '-', 'Chart'),
  { id: 'clear-filter', title: 'Clear the filter', group: 'Chart', key: null, refusal: ({ place }) => (place.filter === '' ? 'There is no filter.' : null), run: () => go({ filter: '' }) },
  { id: 'save-view', title: 'Save this view…', group: 'Chart', key: 's', refusal: always, run: () => usePanels.setState({ form: 'save-view' }) },
  { id: 'manage-views', title: 'Rename or delete saved views…', group: 'Chart', key: null, refusal: always, run: () => usePanels.setState({ form: 'views' }) },
  ...BUILT_IN_VIEWS.map((view): Command => ({ id: `saved-${view.id}`, title: `View: ${view.name}`, group: 'Chart', key: null, refusal: always, run: () => openView(view) })),
  signalling('mark-all', 'Mark all rows', null, 'Chart', onRows),
  { id: 'clear-marks', title: 'Take all marks off', group: 'Chart', key: null, refusal: () => (useMarked.getState().names.size === 0 ? 'No row is marked.' : null), run: () => mark([]) },
  { id: 'build-marked', title: 'Build or rebuild what is marked', group: 'Build', key: 'Shift+b', refusal: onMarked, run: () => buildMarked(false) },
  { id: 'build-marked-dependents', title: 'Build or rebuild what is marked, with dependents', group: 'Build', key: null, refusal: onMarked, run: () => buildMarked(true) },
  wishing('marked-fix', 'Rebuild what is marked with a port fix…', 'apply-fix'),
  wishing('marked-elsewhere', 'Rebuild what is marked on another builder…', 'rebuild-elsewhere'),
  wishing('marked-leave-out', 'Leave out what is marked…', 'leave-out'),
  wishing('marked-owner', 'Hand over what is marked…', 'set-owner'),
  signalling('export-csv', 'Export the rows as CSV', null, 'Chart', onExported),
  signalling('export-json', 'Export the rows as JSON', null, 'Chart', onExported),
];
