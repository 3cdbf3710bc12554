import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

import { usePort } from '#renderer/state/port.ts';

const loads: (() => Promise<unknown>)[] = [];

function later(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** What the first picture does without: each is fetched when it is first shown, or when the window has come to rest. */
export const PackageDrawer = later(() => import('#renderer/features/package/package-drawer.tsx').then((part) => part.PackageDrawer));
export const LogPanel = later(() => import('#renderer/features/log/log-panel.tsx').then((part) => part.LogPanel));
export const Dialogs = later(() => import('./dialogs.tsx').then((part) => part.Dialogs));
export const FailuresScreen = later(() => import('#renderer/features/failures/failures-screen.tsx').then((part) => part.FailuresScreen));
export const FleetScreen = later(() => import('#renderer/features/fleet/fleet-screen.tsx').then((part) => part.FleetScreen));
export const ProjectScreen = later(() => import('#renderer/features/project/project-screen.tsx').then((part) => part.ProjectScreen));
export const DebtView = later(() => import('#renderer/features/debt/debt-view.tsx').then((part) => part.DebtView));
export const Cycles = later(() => import('./cycles.tsx').then((part) => part.Cycles));
export const FirstMorningScreen = later(() => import('#renderer/features/first-morning/first-morning-screen.tsx').then((part) => part.FirstMorningScreen));

/** Milliseconds after the port has come: its picture goes first. */
const AFTER_PORT = 400;
/** So long the window may be busy before the next part is fetched all the same, in milliseconds. */
const PATIENCE = 1000;

function rest(): Promise<void> {
  return new Promise((resolve) => void window.requestIdleCallback(() => resolve(), { timeout: PATIENCE }));
}

async function fetchAll(): Promise<void> {
  for (const load of loads) {
    await rest();
    // One that cannot be had now is asked for again when it is shown.
    await load().catch(() => undefined);
  }
}

/** Fetches one part after the other as soon as a port is there and the window is idle, so that none is waited for when it is wanted. */
export function fetchTheRest(): void {
  const begin = (): void => void window.setTimeout(() => void fetchAll(), AFTER_PORT);
  if (usePort.getState().model !== null) return begin();
  const stop = usePort.subscribe(({ model }) => {
    if (model === null) return;
    stop();
    begin();
  });
}
