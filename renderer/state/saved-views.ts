import { create } from 'zustand';

import { formatPlace, go, parsePlace, usePlace, type Place } from './location.ts';
import { toast } from './toasts.ts';

/** A place with a name. Its address is all that it is, so a colleague can be sent it without the name. */
export interface SavedView {
  readonly name: string;
  /** As {@link formatPlace} writes it, without what is selected or open. */
  readonly search: string;
}

const KEY = 'portolan-views';
const MOST = 60;
const MOST_LETTERS = 60;
const LONGEST_SEARCH = 2000;

function remembered(): readonly SavedView[] {
  if (typeof window === 'undefined') return [];
  try {
    return viewsIn(JSON.parse(window.localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** What was stored, where all of it is what {@link keep} writes; else nothing. */
export function viewsIn(stored: unknown): readonly SavedView[] {
  if (!Array.isArray(stored) || stored.length > MOST) return [];
  const views = stored.flatMap((each: unknown): SavedView[] => {
    if (typeof each !== 'object' || each === null || !('name' in each) || !('search' in each)) return [];
    const { name, search } = each;
    return typeof name === 'string' && typeof search === 'string' && name !== '' && name.length <= MOST_LETTERS && search.length <= LONGEST_SEARCH ? [{ name, search }] : [];
  });
  return views.length === stored.length ? views : [];
}

/** The views that a person has saved on this machine, in the order in which they did. */
export const useSavedViews = create<{ readonly views: readonly SavedView[] }>(() => ({ views: remembered() }));

function keep(views: readonly SavedView[]): void {
  window.localStorage.setItem(KEY, JSON.stringify(views));
  useSavedViews.setState({ views });
}

const NOWHERE: Partial<Place> = { select: null, log: null, line: null };

/** Where the window is now, as a view would keep it. */
export function presentSearch(place: Place): string {
  // Only a path has ends.
  return formatPlace({ ...place, ...NOWHERE, ...(place.view === 'path' ? {} : { from: null, to: null }) });
}

/** Goes to a view; what is selected stays selected. */
export function openView({ search }: SavedView): void {
  const { select, log, line } = usePlace.getState();
  go({ ...parsePlace(search), select, log, line });
}

/** Why a view cannot be called that; null when it can. `renamed` is the name that it has now. */
export function refusalOfName(name: string, views: readonly SavedView[], renamed: string | null = null): string | null {
  const wanted = name.trim();
  if (wanted === '') return 'Give it a name first.';
  if (wanted.length > MOST_LETTERS) return `A name has at most ${MOST_LETTERS} letters.`;
  if (wanted !== renamed && [...BUILT_IN_VIEWS, ...views].some((each) => each.name.toLowerCase() === wanted.toLowerCase())) return `There is a view “${wanted}” already.`;
  return renamed === null && views.length >= MOST ? `${MOST} views are the most: delete one first.` : null;
}

/** Keeps the present place under a name. */
export function saveView(name: string): void {
  keep([...useSavedViews.getState().views, { name: name.trim(), search: presentSearch(usePlace.getState()) }]);
  toast('info', `Saved the view “${name.trim()}”.`);
}

export function renameView(name: string, next: string): void {
  const before = useSavedViews.getState().views;
  keep(before.map((each) => (each.name === name ? { ...each, name: next.trim() } : each)));
  toast('info', `“${name}” is called “${next.trim()}” now.`, { action: { title: 'Undo', run: () => keep(before) } });
}

export function deleteView(name: string): void {
  const before = useSavedViews.getState().views;
  keep(before.filter((each) => each.name !== name));
  toast('info', `Deleted the view “${name}”.`, { action: { title: 'Undo', run: () => keep(before) } });
}

/** What people look for every day. */
export const BUILT_IN_VIEWS: readonly (SavedView & { readonly id: string })[] = [
  { id: 'what-failed', name: 'What failed', search: '?view=table&filter=state%3Afailed%2Cstuck&sort=-waits' },
  { id: 'holds-up-most', name: 'Holds up most', search: '?view=table&filter=-state%3Ain-repo+waits%3A%3E0&sort=-waits' },
  { id: 'ready-now', name: 'Ready now', search: '?view=table&filter=state%3Aready&sort=-waits' },
  { id: 'with-debt', name: 'With debt', search: '?view=table&filter=provisional&sort=name' },
  { id: 'in-a-cycle', name: 'In a cycle', search: '?view=table&filter=cycle&sort=-cycle' },
];
