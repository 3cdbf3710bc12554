import { createRequire, registerHooks } from 'node:module';
import { MessagePort } from 'node:worker_threads';

import { connectClient } from '#shared/contract/client.ts';

import type { ExposedBridge } from '../preload/bridge.ts';
import { messagePortWire } from '../transport/message-port.ts';

/**
 * Runs what `npm run build` has made (main, preload, backend and its workers) with the real core on the stand-in, asks
 * it for its port and lets it end: `node electron/testing/run-built.ts --project DIR`. Exits with 1 when anything of it
 * fails.
 */
const standInUrl = new URL('./electron-stand-in/electron.ts', import.meta.url).href;
registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standInUrl, format: 'module-typescript', shortCircuit: true } : next(specifier, context)) });

const electron = await import('./electron-stand-in/electron.ts');
const { standIn } = electron;
standIn.answer = (question) => {
  process.stderr.write(`${question.message}\n${question.detail}\n`);
  process.exit(1);
};

await import(new URL('../../out/main/main.js', import.meta.url).href);
await standIn.becomeReady();
const [window] = standIn.windows;
if (window === undefined) throw new Error(standIn.errors.join('\n'));
await window.loaded;
const { page } = window.webContents;
process.stdout.write(`page: ${window.webContents.url} ${window.answer?.status ?? 'no answer'}\n`);

Object.assign(globalThis, { window: page.window });
createRequire(import.meta.url)('../../out/preload/preload.cjs');
const bridge = page.world.get('portolan') as ExposedBridge;
const port = await new Promise<unknown>((resolve) => {
  page.onMessage(({ ports }) => resolve(ports[0]));
  bridge.connect();
});
if (!(port instanceof MessagePort)) throw new Error('The page was handed no port.');
const client = await connectClient(messagePortWire(port), null);
const { name, target, problems } = await client.call('project.describe', {});
process.stdout.write(`port: ${name} for ${target}, ${problems.length} problems, access ${client.access}\n`);
client.close();

electron.app.quit();
process.stdout.write(`ended: ${await standIn.ended}\n`);
