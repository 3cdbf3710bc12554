import { dirname, join } from 'node:path';

import type { Machine } from './machine.ts';

/**
 * Why no window of Electron's own can be opened, in one sentence; null when it can. Electron comes without an install
 * script: its binary is fetched at first run into `node_modules/electron/dist`, or stands where
 * ELECTRON_OVERRIDE_DIST_PATH says.
 */
export async function missingWindow(machine: Machine): Promise<string | null> {
  const { env, platform } = machine;
  const binary = platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app' : 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folders = override === undefined || override === '' ? modulesAbove(import.meta.dirname) : [override];
  const found = await Promise.all(folders.map((folder) => machine.exists(join(folder, binary))));
  if (!found.includes(true)) return "Electron's program is not on this machine yet.";
  const display = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((value) => value !== undefined && value !== '');
  return platform === 'linux' && !display ? 'There is no display to open a window on.' : null;
}

function modulesAbove(folder: string): string[] {
  const parent = dirname(folder);
  return [join(folder, 'node_modules', 'electron', 'dist'), ...(parent === folder ? [] : modulesAbove(parent))];
}
