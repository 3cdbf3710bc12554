import { lazy, Suspense, type ReactNode } from 'react';

import { CyclesScreen } from '#renderer/features/cycles/cycles-screen.tsx';

/** The chart's picture of a cycle, for the screen that says how to cut it; with its graph drawer, when one is first looked at. */
const CyclePicture = lazy(() => import('#renderer/features/chart/cycle/cycle-view.tsx').then((module) => ({ default: module.CyclePicture })));

/** The Cycles screen with the chart's picture in it: features do not know each other. */
export function Cycles(): ReactNode {
  return (
    <CyclesScreen
      picture={(members) => (
        <Suspense fallback={null}>
          <CyclePicture members={members} />
        </Suspense>
      )}
    />
  );
}
