import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/states.css';
import '../ui/controls.css';
import '../ui/causal-block.css';
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
import '../state/fix-form/fix-form.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';

import { startMenuBar } from '#renderer/state/commands/menu-bar.ts';
import { followHistory } from '#renderer/state/location.ts';
import { startSync } from '#renderer/state/sync.ts';
import { startTheme } from '#renderer/state/theme.ts';

import { App } from './app.tsx';

// zod would probe `new Function`, which the security policy forbids and reports.
z.config({ jitless: true });
startTheme();
followHistory();
startSync();
startMenuBar();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
