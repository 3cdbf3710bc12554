import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startMenuBar } from '#renderer/state/commands/menu-bar.ts';
import { usePlace } from '#renderer/state/location.ts';

import { App } from './app.tsx';
import { fetchShown, fetchTheRest } from './later.tsx';

/** Draws the window, and fetches what it does not show yet once it has come to rest. */
export async function showWindow(element: HTMLElement): Promise<void> {
  await fetchShown(usePlace.getState());
  startMenuBar();
  const root = createRoot(element);
  // In slices of a few milliseconds: whatever else the window is asked for meanwhile comes between them.
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
  fetchTheRest();
}
