import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';

import type { Place, Screen } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';

/** A part of the window that is fetched by itself. */
interface Later {
  (): ReactNode;
  readonly fetch: () => Promise<void>;
}

const parts: Later[] = [];

function later(load: () => Promise<ComponentType>): Later {
  let there: ComponentType | null = null;
  const fetch = async (): Promise<void> => {
    there ??= await load();
  };
  const Fetched = lazy(async () => ({ default: (there ??= await load()) }));
  const Part = (): ReactNode => {
    // What was there when it was first shown stays: another component in its place would begin anew.
    const [Shown] = useState(() => there ?? Fetched);
    return (
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    );
  };
  const part = Object.assign(Part, { fetch });
  parts.push(part);
  return part;
}

/**
 * What the first picture does without: each is fetched when it is first shown, or when the window has come to rest, in this
 * order. Dialogs first: whoever opens one goes on typing.
 */
export const Dialogs = later(() => import('./dialogs.tsx').then((part) => part.Dialogs));
export const PackageDrawer = later(() => import('#renderer/features/package/package-drawer.tsx').then((part) => part.PackageDrawer));
export const LogPanel = later(() => import('#renderer/features/log/log-panel.tsx').then((part) => part.LogPanel));
export const FailuresScreen = later(() => import('#renderer/features/failures/failures-screen.tsx').then((part) => part.FailuresScreen));
export const FleetScreen = later(() => import('#renderer/features/fleet/fleet-screen.tsx').then((part) => part.FleetScreen));
export const ProjectScreen = later(() => import('#renderer/features/project/project-screen.tsx').then((part) => part.ProjectScreen));
export const DebtView = later(() => import('#renderer/features/debt/debt-view.tsx').then((part) => part.DebtView));
export const Cycles = later(() => import('./cycles.tsx').then((part) => part.Cycles));
export const FirstMorningScreen = later(() => import('#renderer/features/first-morning/first-morning-screen.tsx').then((part) => part.FirstMorningScreen));
export const ParityScreen = later(() => import('#renderer/features/parity/parity-screen.tsx').then((part) => part.ParityScreen));

const SCREEN_PARTS: Readonly<Record<Exclude<Screen, 'chart'>, Later>> = { failures: FailuresScreen, fleet: FleetScreen, project: ProjectScreen, debt: DebtView, cycles: Cycles, morning: FirstMorningScreen, parity: ParityScreen };

/** Fetches what stands in the window from the beginning, so that it is there at once and keys are heard by whom they are meant for. */
export async function fetchShown({ screen, select, log }: Place): Promise<void> {
  const shown = [...(screen === 'chart' ? [] : [SCREEN_PARTS[screen]]), ...(log === null ? [] : [LogPanel]), ...(select === null ? [] : [PackageDrawer])];
  // One that cannot be had now is asked for again when it is shown.
  await Promise.all(shown.map((part) => part.fetch().catch(() => undefined)));
}

/** Milliseconds after the port has come: its picture goes first. */
const AFTER_PORT = 400;
/** So long the window may be busy before the next part is fetched all the same, in milliseconds. */
const PATIENCE = 1000;

function rest(): Promise<void> {
  return new Promise((resolve) => void window.requestIdleCallback(() => resolve(), { timeout: PATIENCE }));
}

async function fetchAll(): Promise<void> {
  for (const part of parts) {
    await rest();
    await part.fetch().catch(() => undefined);
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
