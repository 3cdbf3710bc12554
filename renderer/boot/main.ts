import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/states.css';
import '../ui/controls.css';
import '../ui/causal-block.css';
import '../ui/grid.css';
import './window.css';
import '../features/chart/chart.css';
import '../features/chart/views.css';
import '../features/chart/map/map.css';
import '../features/chart/time/time.css';
import '../features/package/package.css';
import '../features/package/known-of-target.css';
import '../features/failures/failures.css';
import '../features/bulk/bulk.css';
import '../features/log/log.css';
import '../features/log/log-text.css';
import '../features/log/log-beside.css';
import '../features/fleet/fleet.css';
import '../features/project/project.css';
import '../features/debt/debt.css';
import '../features/cycles/cycles.css';
import '../features/first-morning/first-morning.css';
import '../features/parity/parity.css';
import '../state/fix-form/fix-form.css';

import { foreseeLayout } from '#renderer/features/chart/map/layout-desk.ts';
import { breathe } from '#renderer/state/breathe.ts';
import { followHistory } from '#renderer/state/location.ts';
import { startSync } from '#renderer/state/sync.ts';
import { startTheme } from '#renderer/state/theme.ts';

startTheme();
followHistory();
// The port is on its way while the rest of the window is fetched.
startSync();
foreseeLayout();
const root = document.getElementById('root');
if (root !== null) void show(root);

/**
 * In pieces that are fetched together (the page names them: electron.vite.config.ts): each is run by itself, so that none
 * keeps the window from answering for long.
 */
async function show(element: HTMLElement): Promise<void> {
  for (const piece of [() => import('react-dom/client'), () => import('@base-ui/react/tooltip'), () => import('#renderer/state/commands/registry.ts')]) {
    await piece();
    await breathe();
  }
  const { showWindow } = await import('./show-window.tsx');
  await breathe();
  await showWindow(element);
}
