import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startMenuBar } from '#renderer/state/commands/menu-bar.ts';

import { App } from './app.tsx';
import { fetchTheRest } from './later.tsx';

/** Draws the window, and fetches what it does not show yet once it has come to rest. */
export function showWindow(element: HTMLElement): void {
  startMenuBar();
  createRoot(element).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  fetchTheRest();
}
