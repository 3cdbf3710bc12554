import { create } from 'zustand';

import { go, usePlace } from '#renderer/state/location.ts';

import { PACKAGE_COLUMNS, type PackageColumn } from './columns.tsx';

const KEY = 'portolan-columns';
/** A row without its name is nobody's. */
const ALWAYS = 'name';
const USUAL = PACKAGE_COLUMNS.map(({ id }) => id).join(',');

function remembered(): string {
  try {
    return window.localStorage.getItem(KEY)?.slice(0, 300) ?? USUAL;
  } catch {
    return USUAL;
  }
}

const useRemembered = create<{ readonly columns: string }>(() => ({ columns: typeof window === 'undefined' ? USUAL : remembered() }));

/** Those of the list that there are, in their order; all of them where it names none. */
export function columnsOf(list: string): readonly PackageColumn[] {
  const ids = new Set(list.split(','));
  const chosen = PACKAGE_COLUMNS.filter(({ id }) => id === ALWAYS || ids.has(id));
  return chosen.length > 1 || ids.has(ALWAYS) ? chosen : PACKAGE_COLUMNS;
}

/** The columns that are shown: those of the address, else those that this machine remembers. */
export function useColumns(): readonly PackageColumn[] {
  const inAddress = usePlace((place) => place.columns);
  const usual = useRemembered((state) => state.columns);
  return columnsOf(inAddress === '' ? usual : inAddress);
}

/** Shows or hides one, and remembers it; the address has it too, so that a colleague sees the same. */
export function toggleColumn(id: string): void {
  const { columns } = usePlace.getState();
  const ids = new Set(columnsOf(columns === '' ? useRemembered.getState().columns : columns).map((column) => column.id));
  if (id !== ALWAYS && !ids.delete(id)) ids.add(id);
  const next = PACKAGE_COLUMNS.filter((column) => ids.has(column.id))
    .map((column) => column.id)
    .join(',');
  useRemembered.setState({ columns: next });
  window.localStorage.setItem(KEY, next);
  go({ columns: next === USUAL ? '' : next }, { remember: false });
}
