import { create } from 'zustand';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'portolan-theme';

function remembered(): Theme {
  const stored = typeof window === 'undefined' ? null : window.localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** `shade` is what is shown: it also changes when the system does, and is what canvases listen to. */
export const useTheme = create<{ readonly theme: Theme; readonly shade: string }>(() => ({ theme: remembered(), shade: 'dark' }));

export function setTheme(theme: Theme): void {
  window.localStorage.setItem(KEY, theme);
  useTheme.setState({ theme });
  show();
}

function show(): void {
  const { theme } = useTheme.getState();
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  const dark = theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const forced = window.matchMedia('(forced-colors: active)').matches;
  useTheme.setState({ shade: `${dark ? 'dark' : 'light'}${forced ? ' forced' : ''}` });
}

/** Shows the remembered theme and follows the system's. */
export function startTheme(): void {
  show();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  window.matchMedia('(forced-colors: active)').addEventListener('change', show);
}

/** The other of light and dark, whatever is shown now. */
export function switchTheme(): void {
  setTheme(useTheme.getState().shade.startsWith('dark') ? 'light' : 'dark');
}
