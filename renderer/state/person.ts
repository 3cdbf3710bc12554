import { create } from 'zustand';

const KEY = 'portolan-person';

function remembered(): string {
  try {
    return window.localStorage.getItem(KEY)?.slice(0, 64) ?? '';
  } catch {
    return '';
  }
}

/** What the person at this window is called: who owns what they take on, and whom `owner:me` means. Empty until they have said so. */
export const usePerson = create<{ readonly name: string }>(() => ({ name: typeof window === 'undefined' ? '' : remembered() }));

/** Keeps the name on this machine. */
export function setPersonName(name: string): void {
  const kept = name.trim().slice(0, 64);
  window.localStorage.setItem(KEY, kept);
  usePerson.setState({ name: kept });
}
