import { create } from 'zustand';

import { SHOWN, type Shown } from './triage.ts';

export const SCREENS = ['chart', 'failures', 'fleet', 'project', 'debt', 'cycles', 'morning', 'parity'] as const;
export type Screen = (typeof SCREENS)[number];
export const CHART_VIEWS = ['map', 'neighbours', 'path', 'cycle', 'table'] as const;
export type ChartView = (typeof CHART_VIEWS)[number];
export const CYCLE_PARTS = ['cuts', 'proposed', 'picture'] as const;
export type CyclePart = (typeof CYCLE_PARTS)[number];
export const CYCLE_EDGES = ['closure', 'direct'] as const;
export type CycleEdges = (typeof CYCLE_EDGES)[number];

/** Where the window is: all of it stands in the address, so that it can be sent to a colleague and gone back from. */
export interface Place {
  readonly screen: Screen;
  readonly view: ChartView;
  /** The selected source package, shared by all screens. */
  readonly select: string | null;
  readonly filter: string;
  /** The table's order: a column's id, `-` in front for descending; empty for the usual one. */
  readonly sort: string;
  /** The ids of the table's columns with commas between them; empty for those that are remembered on this machine. */
  readonly columns: string;
  /** A view of the chart as rows in place of a picture. */
  readonly rows: boolean;
  /** The ends of the path that is shown; without `to` it leads to the roots of what holds `from` up. */
  readonly from: string | null;
  readonly to: string | null;
  /** The attempt whose log is open, and a line in it (from 1). */
  readonly log: string | null;
  readonly line: number | null;
  /** The instant that the Map shows, in milliseconds since 1970; null for now. */
  readonly at: number | null;
  /** The cluster of failures that is open, by its signature, and which failures are listed. */
  readonly cluster: string | null;
  readonly shown: Shown;
  /** The topic of the first morning's report that is open, or the part of what the repository was compared with. */
  readonly topic: string | null;
  /** The last line of a range that begins at `line`; null for that line alone. */
  readonly lineTo: number | null;
  /** The attempt whose log the open one is compared with. */
  readonly compare: string | null;
  /** A member of the cycle that is open; null: of the selection's, or of the largest. */
  readonly cycle: string | null;
  /** What closes the cycles that are listed, and what is shown of the open one. */
  readonly closedBy: CycleEdges;
  readonly part: CyclePart;
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null, otherwise: Value): Value {
  return values.find((value) => value === text) ?? otherwise;
}

/** An instant as an address has it (`2026-11-24T14:03:00Z`); null for what is none. */
function parseInstant(text: string | null): number | null {
  const instant = text === null || text.length > 40 ? Number.NaN : Date.parse(text);
  return Number.isFinite(instant) && instant >= 0 ? instant : null;
}

/** Reads `?screen=…&view=…&select=…&filter=…&log=…&line=…&compare=…`; what it does not know it passes over. */
export function parsePlace(search: string): Place {
  const query = new URLSearchParams(search);
  const [line = NaN, lineTo = NaN] = (query.get('line') ?? '').split('-', 2).map(Number);
  const isLine = Number.isInteger(line) && line > 0;
  const text = (key: string): string | null => {
    const value = query.get(key);
    return value === null || value === '' ? null : value.slice(0, 300);
  };
  return {
    screen: oneOf(SCREENS, query.get('screen'), 'chart'),
    view: oneOf(CHART_VIEWS, query.get('view'), 'map'),
    select: text('select'),
    filter: text('filter') ?? '',
    sort: text('sort') ?? '',
    columns: text('columns') ?? '',
    rows: query.get('rows') === '1',
    from: text('from'),
    to: text('to'),
    log: text('log'),
    line: isLine ? line : null,
    lineTo: isLine && Number.isInteger(lineTo) && lineTo > line ? lineTo : null,
    compare: text('compare'),
    at: parseInstant(query.get('at')),
    cluster: text('cluster'),
    shown: oneOf(SHOWN, query.get('shown'), 'all'),
    cycle: text('cycle'),
    closedBy: oneOf(CYCLE_EDGES, query.get('closedBy'), 'closure'),
    part: oneOf(CYCLE_PARTS, query.get('part'), 'cuts'),
    topic: text('topic'),
  };
}

/** The opposite of {@link parsePlace}; what is as usual is left out. */
export function formatPlace(place: Place): string {
  const query = new URLSearchParams();
  if (place.screen !== 'chart') query.set('screen', place.screen);
  if (place.view !== 'map') query.set('view', place.view);
  if (place.select !== null) query.set('select', place.select);
  if (place.filter !== '') query.set('filter', place.filter);
  if (place.sort !== '') query.set('sort', place.sort);
  if (place.columns !== '') query.set('columns', place.columns);
  if (place.rows) query.set('rows', '1');
  if (place.from !== null) query.set('from', place.from);
  if (place.to !== null) query.set('to', place.to);
  if (place.log !== null) query.set('log', place.log);
  if (place.line !== null) query.set('line', place.lineTo === null ? String(place.line) : `${place.line}-${place.lineTo}`);
  if (place.compare !== null) query.set('compare', place.compare);
  if (place.at !== null) query.set('at', new Date(place.at).toISOString().replace(/\.000Z$/, 'Z'));
  if (place.cluster !== null) query.set('cluster', place.cluster);
  if (place.shown !== 'all') query.set('shown', place.shown);
  if (place.cycle !== null) query.set('cycle', place.cycle);
  if (place.closedBy !== 'closure') query.set('closedBy', place.closedBy);
  if (place.part !== 'cuts') query.set('part', place.part);
  if (place.topic !== null) query.set('topic', place.topic);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

const here = typeof window === 'undefined' ? '' : window.location.search;

export const usePlace = create<Place>(() => parsePlace(here));

function write(next: Place, remember: boolean): void {
  const address = window.location.pathname + formatPlace(next);
  if (remember) window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}

/** A range ends with its line, and a comparison with its log, unless somebody says otherwise. */
function upTo(before: Place, change: Partial<Place>): Partial<Place> {
  return { ...('line' in change ? { lineTo: null } : {}), ...('log' in change && change.log !== before.log ? { compare: null } : {}) };
}

/** Goes somewhere; `remember: false` for what the back button should not stop at (typing). */
export function go(change: Partial<Place>, { remember = true }: { readonly remember?: boolean } = {}): void {
  const before = usePlace.getState();
  const next = { ...before, ...upTo(before, change), ...change };
  if (formatPlace(before) === formatPlace(next)) return;
  usePlace.setState(next);
  write(next, remember);
}

/** Keeps the store in step with the back and forward buttons. */
export function followHistory(): void {
  window.addEventListener('popstate', () => usePlace.setState(parsePlace(window.location.search)));
}
