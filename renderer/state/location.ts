import { create } from 'zustand';

import { SHOWN, type Shown } from './triage.ts';

export const SCREENS = ['chart', 'failures', 'fleet', 'project'] as const;
export type Screen = (typeof SCREENS)[number];
export const CHART_VIEWS = ['map', 'neighbours', 'table'] as const;
export type ChartView = (typeof CHART_VIEWS)[number];

/** Where the window is: all of it stands in the address, so that it can be sent to a colleague and gone back from. */
export interface Place {
  readonly screen: Screen;
  readonly view: ChartView;
  /** The selected source package, shared by all screens. */
  readonly select: string | null;
  readonly filter: string;
  /** The attempt whose log is open, and a line in it (from 1). */
  readonly log: string | null;
  readonly line: number | null;
  /** The instant that the Map shows, in milliseconds since 1970; null for now. */
  readonly at: number | null;
  /** The cluster of failures that is open, by its signature, and which failures are listed. */
  readonly cluster: string | null;
  readonly shown: Shown;
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null, otherwise: Value): Value {
  return values.find((value) => value === text) ?? otherwise;
}

/** An instant as an address has it (`2026-11-24T14:03:00Z`); null for what is none. */
function parseInstant(text: string | null): number | null {
  const instant = text === null || text.length > 40 ? Number.NaN : Date.parse(text);
  return Number.isFinite(instant) && instant >= 0 ? instant : null;
}

/** Reads `?screen=…&view=…&select=…&filter=…&log=…&line=…`; what it does not know it passes over. */
export function parsePlace(search: string): Place {
  const query = new URLSearchParams(search);
  const line = Number(query.get('line'));
  const text = (key: string): string | null => {
    const value = query.get(key);
    return value === null || value === '' ? null : value.slice(0, 300);
  };
  return {
    screen: oneOf(SCREENS, query.get('screen'), 'chart'),
    view: oneOf(CHART_VIEWS, query.get('view'), 'map'),
    select: text('select'),
    filter: text('filter') ?? '',
    log: text('log'),
    line: Number.isInteger(line) && line > 0 ? line : null,
    at: parseInstant(query.get('at')),
    cluster: text('cluster'),
    shown: oneOf(SHOWN, query.get('shown'), 'all'),
  };
}

/** The opposite of {@link parsePlace}; what is as usual is left out. */
export function formatPlace(place: Place): string {
  const query = new URLSearchParams();
  if (place.screen !== 'chart') query.set('screen', place.screen);
  if (place.view !== 'map') query.set('view', place.view);
  if (place.select !== null) query.set('select', place.select);
  if (place.filter !== '') query.set('filter', place.filter);
  if (place.log !== null) query.set('log', place.log);
  if (place.line !== null) query.set('line', String(place.line));
  if (place.at !== null) query.set('at', new Date(place.at).toISOString().replace(/\.000Z$/, 'Z'));
  if (place.cluster !== null) query.set('cluster', place.cluster);
  if (place.shown !== 'all') query.set('shown', place.shown);
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

/** Goes somewhere; `remember: false` for what the back button should not stop at (typing). */
export function go(change: Partial<Place>, { remember = true }: { readonly remember?: boolean } = {}): void {
  const before = usePlace.getState();
  const next = { ...before, ...change };
  if (formatPlace(before) === formatPlace(next)) return;
  usePlace.setState(next);
  write(next, remember);
}

/** Keeps the store in step with the back and forward buttons. */
export function followHistory(): void {
  window.addEventListener('popstate', () => usePlace.setState(parsePlace(window.location.search)));
}
