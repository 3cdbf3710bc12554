import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The program's own folder, the one with `package.json`: of the checkout or of an installation, whether its sources run or what was built of them. */
export const ROOT = folderAbove(import.meta.dirname);

/** Node runs sources as they are; what was built of them are files of JavaScript. */
const BUILT = !import.meta.filename.endsWith('.ts');

/** The program that keeps the emulated builders alive: a source, which a Node of its own runs. An installation has none. */
export const KEEPER = join(ROOT, 'electron', 'practice', 'emulated', 'keeper.ts');

const WORKERS = { plan: 'electron/core/planning/plan-worker.ts', log: 'electron/core/logs/log-worker.ts', cycle: 'electron/core/cycles/cycle-worker.ts' } as const;

/** The worker to run: from source where this runs from source, else the one that was built with it (electron.vite.config.ts). */
export function workerFile(name: keyof typeof WORKERS): URL {
  return pathToFileURL(join(ROOT, BUILT ? `out/main/${name}-worker.js` : WORKERS[name]));
}

function folderAbove(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, 'package.json')) ? folder : folderAbove(parent);
}
