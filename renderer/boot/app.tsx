import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, useState, type ReactNode } from 'react';

import { ChartScreen } from '#renderer/features/chart/chart-screen.tsx';
import { NextStep } from '#renderer/features/project/next-step.tsx';
import { useBulk } from '#renderer/state/bulk.ts';
import { usePlace, type Screen } from '#renderer/state/location.ts';
import { setPanels, usePanels } from '#renderer/state/panels.ts';
import { useProject } from '#renderer/state/stores.ts';
import { Splitter } from '#renderer/ui/splitter.tsx';

import { ConnectionStrip } from './connection-strip.tsx';
import { startKeyboard } from './keyboard.ts';
import { Cycles, DebtView, Dialogs, FailuresScreen, FirstMorningScreen, FleetScreen, LogPanel, PackageDrawer, ParityScreen, ProjectScreen } from './later.tsx';
import { Rail } from './rail.tsx';
import { Strip } from './strip.tsx';
import { TaskStrip } from './task-strip.tsx';
import { Toasts } from './toasts.tsx';

function Shown({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen) {
    case 'chart':
      return <ChartScreen empty={<NextStep />} />;
    case 'failures':
      return <FailuresScreen />;
    case 'fleet':
      return <FleetScreen />;
    case 'project':
      return <ProjectScreen />;
    case 'debt':
      return <DebtView />;
    case 'cycles':
      return <Cycles />;
    case 'morning':
      return <FirstMorningScreen />;
    case 'parity':
      return <ParityScreen />;
  }
}

/** From the first time on that one of them is opened. */
function OpenedDialogs(): ReactNode {
  const panel = usePanels(({ palette, form }) => palette || form !== null);
  const wish = useBulk((state) => state.asked !== null);
  const [opened, setOpened] = useState(false);
  if ((panel || wish) && !opened) setOpened(true);
  return opened ? <Dialogs /> : null;
}

/** The window: strip on top, rail at the left, the screen, the drawer at its right, the log below. */
export function App(): ReactNode {
  const { screen, select, log } = usePlace();
  const { drawerWidth, logHeight, logMaximised } = usePanels();
  const below = log !== null && logMaximised;
  const name = useProject((state) => state.project?.name);
  useEffect(startKeyboard, []);
  useEffect(() => {
    document.title = name === undefined ? 'Portolan' : `${name} · Portolan`;
  }, [name]);
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={450}>
        <a className="skip-link" href="#main">
          Skip to the screen
        </a>
        <div className="window">
          <Strip />
          <ConnectionStrip />
          <TaskStrip />
          <div className="window-body">
            <Rail />
            <div className="window-middle" data-log={below ? 'maximised' : undefined}>
              <main id="main" className="window-main" tabIndex={-1} inert={below}>
                <Shown screen={screen} />
              </main>
              {log === null ? null : (
                <section className="window-below" aria-label="Log">
                  <Splitter orientation="horizontal" label="Height of the log" size={logHeight} min={120} max={900} onResize={(size) => setPanels({ logHeight: size })} />
                  <div className="window-log" style={below ? undefined : { height: `min(${logHeight}px, 70vh)` }}>
                    <LogPanel />
                  </div>
                </section>
              )}
            </div>
            {select === null ? null : (
              <aside className="window-beside" aria-label={`Package ${select}`}>
                <Splitter orientation="vertical" label="Width of the package drawer" size={drawerWidth} min={300} max={900} onResize={(size) => setPanels({ drawerWidth: size })} />
                <div className="window-drawer" style={{ width: `min(${drawerWidth}px, 60vw)` }}>
                  <PackageDrawer />
                </div>
              </aside>
            )}
          </div>
        </div>
        <OpenedDialogs />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  );
}
