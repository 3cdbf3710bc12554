import type { ReactNode } from 'react';

const PATHS = {
  chart: 'M3 5h3v3H3zM3 10.5h3v3H3zM9 3h3v3H9zM9 8.5h3v3H9zM9 14h3v3H9zM15 6h2.5v3H15zM15 11.5h2.5v3H15z',
  failures: 'M5 5l10 10M15 5L5 15',
  fleet: 'M3 4h14v5H3zM3 11h14v5H3zM6 6.5h.01M6 13.5h.01M9 6.5h5M9 13.5h5',
  project: 'M4 3h8l4 4v10H4zM12 3v4h4M7 10h6M7 13h6',
  debt: 'M5 3h10v14l-2.5-1.5L10 17l-2.5-1.5L5 17zM8 7h4M8 10h4',
  cycles: 'M15.5 7A6.2 6.2 0 0 0 4.6 7.2M4.5 13A6.2 6.2 0 0 0 15.4 12.8M15.8 3.5V7.2H12M4.2 16.5v-3.7H8',
  morning: 'M2 15h16M5 15a5 5 0 0 1 10 0M10 4v3M3.5 8.5l2 2M16.5 8.5l-2 2M6 18h8',
  parity: 'M4 7h12M4 13h12',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM13 13l4 4',
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  palette: 'M4 6h12M4 10h8M4 14h5',
  light: 'M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M4.5 15.5l1.4-1.4M14.1 5.9l1.4-1.4',
  dark: 'M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5a6.5 6.5 0 1 0 8 8z',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  up: 'M5 12l5-5 5 5',
  down: 'M5 8l5 5 5-5',
  right: 'M8 5l5 5-5 5',
  play: 'M6 4l10 6-10 6z',
  pause: 'M7 4v12M13 4v12',
  time: 'M10 3a7 7 0 1 1 0 14a7 7 0 0 1 0-14zM10 6v4l3 2',
  path: 'M3 15h4l3-10h3l4 4M14 9h3V6',
  fold: 'M4 10h12M10 2v5M7.5 4.5L10 7l2.5-2.5M10 18v-5M7.5 15.5L10 13l2.5 2.5',
  copy: 'M7 7h9v10H7zM13 7V3H4v10h3',
  follow: 'M10 3v10M5.5 9l4.5 4.5L14.5 9M4 17h12',
  log: 'M4 4h12M4 8h8M4 12h12M4 16h6',
  save: 'M10 3v9M6 8.5L10 12.5L14 8.5M4 16.5h12',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1',
  maximise: 'M4 8V4h4M16 12v4h-4M4 4l5 5M16 16l-5-5',
  compare: 'M3 4h6v12H3zM11 4h6v12h-6M5 8h2M5 11h2M13 8h2M13 11h2',
  swap: 'M4 7h12M13 4l3 3-3 3M16 13H4M7 10l-3 3 3 3',
  wrap: 'M3 5h14M3 10h11a3 3 0 0 1 0 6h-4M12 13.5L9.5 16l2.5 2.5M3 15h3',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing of 20 × 20, in the text's colour. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
