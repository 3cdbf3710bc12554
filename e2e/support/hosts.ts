import { once } from 'node:events';
import { join } from 'node:path';

import { _electron, expect, type Browser } from '@playwright/test';

import { hasDisplay } from '#electron/headless/start-decision.ts';
import { findElectron } from '#electron/headless/start-electron.ts';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { ROOT, serve } from './portolan.ts';

/** A port, open in front of a person. */
export interface OpenedPort {
  readonly window: PortolanWindow;
  /** The program is killed (SIGKILL), as when the machine fails; resolves when it is gone. */
  kill(): Promise<void>;
  /** The program is ended in order. */
  stop(): Promise<void>;
}

/** Where the same stories are told: each opens the same application. */
export interface Host {
  readonly name: string;
  /** Why it cannot be had here; null when it can. */
  readonly lack: string | null;
  /** Resolves when the port is drawn. */
  open(project: string, browser: Browser): Promise<OpenedPort>;
}

/** `portolan serve` and a browser. */
const browserHost: Host = {
  name: 'in the browser',
  lack: null,
  open: async (project, browser) => {
    const served = await serve(project);
    const page = await browser.newPage();
    const window = new PortolanWindow(page);
    await window.open(served.operatorUrl);
    return {
      window,
      kill: async () => {
        await served.kill();
        await expect(page.getByRole('alert')).toBeVisible();
        await page.close();
      },
      stop: async () => {
        await page.close();
        await served.stop();
      },
    };
  },
};

const electron = await findElectron(join(ROOT, 'node_modules', 'electron'), process.platform, process.env);

/** Electron's own window. */
const desktopHost: Host = {
  name: 'in the desktop window',
  lack: electron.kind !== 'present' ? 'needs Electron’s program' : hasDisplay(process.platform, process.env) ? null : 'needs a display',
  open: async (project) => {
    if (electron.kind !== 'present') throw new Error('Electron’s program is not here.');
    const program = await _electron.launch({ executablePath: electron.file, args: [ROOT, '--project', project, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });
    const window = new PortolanWindow(await program.firstWindow());
    await window.expectReady();
    return {
      window,
      kill: async () => {
        const gone = once(program.process(), 'exit');
        program.process().kill('SIGKILL');
        await gone;
      },
      stop: () => program.close(),
    };
  },
};

export const HOSTS: readonly Host[] = [browserHost, desktopHost];
