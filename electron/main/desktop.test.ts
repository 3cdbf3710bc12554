import { existsSync, mkdirSync, mkdtempSync, realpathSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessagePort } from 'node:worker_threads';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { PageMessage } from '#electron/testing/electron-stand-in/page.ts';
import type { WindowDouble } from '#electron/testing/electron-stand-in/window-double.ts';
import { messagePortWire } from '#electron/transport/message-port.ts';
import { connectClient, type Client } from '#shared/contract/client.ts';

import { CONTENT_SECURITY_POLICY } from '../headless/static-headers.ts';
import type { ExposedBridge } from '../preload/bridge.ts';
import type { MenuCommand } from './menu-commands.ts';

/** The whole desktop host but Electron itself: main, preload and backend as they are, on the stand-in. */
const places = vi.hoisted(() => ({ renderer: '', preload: 'preload.cjs', backend: '', icon: 'icon.png', samples: '' }));
vi.mock('./locations.ts', () => ({ LOCATIONS: places }));

type StandIn = typeof import('#electron/testing/electron-stand-in/electron.ts');

let folder = '';
let project = '';
let electron: StandIn;
const argv = process.argv;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'portolan-desktop-')));
  project = join(folder, 'port');
  for (const each of ['renderer', 'port', 'other', 'data']) mkdirSync(join(folder, each));
  mkdirSync(join(folder, 'samples', 'starter'), { recursive: true });
  writeFileSync(join(folder, 'samples', 'starter', 'portolan.yaml'), 'name: starter\n');
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  Object.assign(places, { renderer: join(folder, 'renderer'), backend: join(import.meta.dirname, '..', 'testing', 'backend-double.ts'), samples: join(folder, 'samples') });
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  process.argv = ['electron', '.', '--project', project];
  await freshElectron();
});
afterEach(async () => {
  electron.app.quit();
  if (electron.standIn.children.length > 0) await electron.standIn.ended;
  rmSync(electron.standIn.userData, { recursive: true });
  rmSync(folder, { recursive: true });
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Electron as a process finds it that has just begun. */
async function freshElectron(): Promise<void> {
  vi.resetModules();
  electron = await import('#electron/testing/electron-stand-in/electron.ts');
  vi.doMock('electron', () => electron);
}

/** Starts main, then the preload in the first window. */
async function start(): Promise<{ readonly window: WindowDouble; readonly bridge: ExposedBridge }> {
  await import('./main.ts');
  await electron.standIn.becomeReady();
  const [window] = electron.standIn.windows;
  if (window === undefined) throw new Error('No window was opened.');
  await window.loaded;
  vi.stubGlobal('window', window.webContents.page.window);
  await import('../preload/preload.ts');
  return { window, bridge: window.webContents.page.world.get('portolan') as ExposedBridge };
}

function nextMessage(window: WindowDouble, kind: string): Promise<PageMessage> {
  return new Promise((resolve) =>
    window.webContents.page.onMessage((message) => {
      if (typeof message.data === 'object' && message.data !== null && 'kind' in message.data && message.data.kind === kind) resolve(message);
    }),
  );
}

async function connect({ window, bridge }: { readonly window: WindowDouble; readonly bridge: ExposedBridge }): Promise<Client> {
  const arrived = nextMessage(window, 'portolan-port');
  bridge.connect();
  const { ports, origin } = await arrived;
  expect(origin).toBe('portolan://app');
  const [port] = ports;
  if (!(port instanceof MessagePort)) throw new Error('No port came.');
  return connectClient(messagePortWire(port), null);
}

/** A turn of the event loop, and of that of the pretended page. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('the desktop host', () => {
  it('opens a window that is locked down, on pages of its own', async () => {
    const { window, bridge } = await start();
    expect(window.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
    expect(electron.standIn.privileged).toMatchObject([{ scheme: 'portolan', privileges: { standard: true, secure: true } }]);
    expect(window.webContents.url).toBe('portolan://app/');
    expect(window.shown).toBe(true);
    expect(window.answer?.status).toBe(200);
    expect(window.answer?.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(await window.answer?.text()).toBe('<!doctype html>');
    expect(Object.keys(bridge).sort()).toEqual(['announceCommands', 'connect']);
  });

  it('serves the window’s files and nothing else', async () => {
    await start();
    const serve = electron.standIn.schemes.get('portolan');
    for (const url of ['portolan://app/secret.html', 'portolan://app/..%2fsecret.html', 'portolan://app/%2e%2e/secret.html']) expect((await serve?.({ url, method: 'GET' }))?.status, url).toBe(404);
    for (const url of ['portolan://evil/', 'portolan://app:80/', 'portolan://user@app/', 'file:///etc/passwd']) expect((await serve?.({ url, method: 'GET' }))?.status, url).toBe(403);
    expect((await serve?.({ url: 'portolan://app/', method: 'POST' }))?.status).toBe(405);
  });

  it('answers a query over the real contract, with the right to act', async () => {
    const client = await connect(await start());
    expect(client.access).toBe('operate');
    expect(await client.call('fleet.list', {})).toEqual([]);
    expect(await client.call('package.leaveOut', { source: 'zlib', reason: 'no port' })).toEqual({});
    await expect(client.call('package.leaveOut', { source: 'zlib', reason: '' })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(client.call('plan.summarise', {})).rejects.toMatchObject({ problem: { code: 'unsupported' } });
    client.close();
  });

  it('keeps pages where they are, and denies what they ask the system for', async () => {
    const { window } = await start();
    const { webContents } = window;
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'portolan://evil/', 'portolan://app/other']) {
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const) expect(webContents.mayNavigate(event, url)).toBe(false);
    }
    expect(webContents.mayOpen()).toBe(false);
    const { permissions } = electron.standIn;
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'usb', 'unknown']) {
      expect(permissions.request(permission), permission).toBe(false);
      expect(permissions.check(permission, 'portolan://app/'), permission).toBe(false);
    }
    expect(permissions.check('clipboard-sanitized-write', 'portolan://app/')).toBe(true);
    expect(permissions.check('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    expect(permissions.device()).toBe(false);
  });

  it('hears nobody but its own pages’ top frames', async () => {
    const opened = await start();
    const { window } = opened;
    let ports = 0;
    window.webContents.page.onMessage(() => (ports += 1));
    const foreign = [
      { url: 'https://evil.example/', parent: null },
      { url: 'portolan://evil/', parent: null },
      { url: 'portolan://app.evil.example/', parent: null },
      { url: 'portolan://app/', parent: {} },
      { url: 'about:blank', parent: null },
      { url: '', parent: null },
      null,
    ];
    for (const frame of foreign) {
      window.say('portolan:connect', undefined, frame);
      window.say('portolan:commands', [{ id: 'evil', title: 'Evil', menu: 'Build', key: null, enabled: true }], frame);
    }
    await turns();
    expect(ports).toBe(0);
    expect(JSON.stringify(electron.standIn.menu)).not.toContain('Evil');
    // A page of ours in a window that is none of the app's.
    electron.ipcMain.emit('portolan:connect', { sender: { id: -1 }, senderFrame: { url: 'portolan://app/', parent: null } });
    await turns();
    expect(ports).toBe(0);
    (await connect(opened)).close();
    expect(ports).toBe(1);
  });

  it('puts the window’s commands into the menu and forwards what is chosen', async () => {
    const { window, bridge } = await start();
    const { standIn } = electron;
    expect(standIn.menu.map(({ label }) => label)).not.toContain('Build');
    const commands: MenuCommand[] = [{ id: 'build.all', title: 'Build All', menu: 'Build', key: 'CmdOrCtrl+Shift+B', enabled: true }];
    bridge.announceCommands([{ id: 'x', title: '', menu: 'Evil' }]);
    bridge.announceCommands(commands);
    await turns();
    const item = standIn.menu.find(({ label }) => label === 'Build')?.submenu?.[0];
    expect(item).toMatchObject({ label: 'Build All', accelerator: 'CmdOrCtrl+Shift+B', registerAccelerator: false, enabled: true });
    const forwarded = nextMessage(window, 'portolan-command');
    item?.click?.();
    expect((await forwarded).data).toEqual({ kind: 'portolan-command', id: 'build.all' });
  });
});

describe('the backend of a window', () => {
  it('is started again when it crashes, the person is told, and the window finds it again', async () => {
    const opened = await start();
    const { standIn } = electron;
    const client = await connect(opened);
    const gone = new Promise<void>((resolve) => client.onClose(resolve));
    const fatal = client.call('package.leaveOut', { source: 'crash', reason: 'x' });
    await expect(fatal).rejects.toMatchObject({ problem: { code: 'unreachable' } });
    await gone;
    // Asked for while there is no backend: it waits for the next one.
    const again = await connect(opened);
    expect(await again.call('fleet.list', {})).toEqual([]);
    expect(standIn.children).toHaveLength(2);
    expect(standIn.questions).toHaveLength(1);
    expect(standIn.questions[0]?.message).toMatch(/stopped unexpectedly, and is being started again/u);
    expect(standIn.questions[0]?.detail).toContain('Exit code 3, 1 in a row');
    again.close();
  });

  it('says why a port cannot be opened, and tries again when it is told to', async () => {
    writeFileSync(join(project, 'broken'), '');
    const { standIn } = electron;
    const asked = new Promise<void>((resolve) => {
      standIn.answer = () => {
        resolve();
        rmSync(join(project, 'broken'));
        return 0;
      };
    });
    const opened = await start();
    await asked;
    expect(standIn.questions[0]).toMatchObject({ type: 'error', message: 'portolan.yaml is broken.', detail: 'line 3', buttons: ['Try Again', 'Open Another Port…', 'Quit'] });
    const client = await connect(opened);
    expect(await client.call('fleet.list', {})).toEqual([]);
    client.close();
  });

  it('closes its core before the app ends', async () => {
    const client = await connect(await start());
    const gone = new Promise<void>((resolve) => client.onClose(resolve));
    expect(existsSync(join(project, 'closed'))).toBe(false);
    electron.app.quit();
    await gone;
    expect(await electron.standIn.ended).toBe(0);
    expect(existsSync(join(project, 'closed'))).toBe(true);
  });

  it('ends with its window, and the app with the last', async () => {
    const { window } = await start();
    window.close();
    expect(await electron.standIn.ended).toBe(0);
    expect(existsSync(join(project, 'closed'))).toBe(true);
  });

  it('tells of a page that crashed, and reloads it', async () => {
    const { window } = await start();
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await turns();
    expect(electron.standIn.questions[0]?.detail).toContain('Reason: crashed.');
    expect(window.reloaded).toBe(1);
  });
});

describe('one instance', () => {
  it('ends at once where another runs already, and names the port to it', async () => {
    electron.standIn.first = false;
    await import('./main.ts');
    expect(await electron.standIn.ended).toBe(0);
    expect(electron.standIn.lock).toEqual({ project });
    expect(electron.standIn.windows).toEqual([]);
  });

  it('shows the window of a port that is open, and opens another for another port', async () => {
    const { window } = await start();
    window.minimized = true;
    electron.app.emit('second-instance', {}, [], folder, { project });
    expect([window.minimized, window.focused, electron.standIn.windows.length]).toEqual([false, 1, 1]);
    electron.app.emit('second-instance', {}, [], folder, { project: join(folder, 'other') });
    expect(electron.standIn.windows).toHaveLength(2);
    electron.app.emit('second-instance', {}, [], folder, 'nonsense');
    // Nobody named a port: the starter, copied once.
    expect(electron.standIn.windows).toHaveLength(3);
    expect(readFileSync(join(folder, 'data', 'portolan', 'starter', 'portolan.yaml'), 'utf8')).toBe('name: starter\n');
    electron.standIn.chosenFolder = project;
    electron.standIn.menu.find(({ label }) => label === 'Port')?.submenu?.[0]?.click?.();
    await turns();
    expect(electron.standIn.windows).toHaveLength(3);
    expect(window.focused).toBe(2);
  });

  it('says why it cannot start when the window has not been built', async () => {
    rmSync(join(folder, 'renderer', 'index.html'));
    await import('./main.ts');
    await electron.standIn.becomeReady();
    expect(await electron.standIn.ended).toBe(1);
    expect(electron.standIn.errors[0]).toMatch(/^Portolan cannot start: The window has not been built/u);
  });
});

describe('the window', () => {
  it('comes back where it was', async () => {
    const { window } = await start();
    window.bounds = { x: 300, y: 200, width: 1000, height: 700 };
    window.maximized = true;
    window.close();
    await electron.standIn.ended;
    const { userData } = electron.standIn;
    const saved = join(userData, 'window-state.json');
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toEqual({ x: 300, y: 200, width: 1000, height: 700, maximized: true });
    await freshElectron();
    rmSync(electron.standIn.userData, { recursive: true });
    electron.standIn.userData = userData;
    const { window: next } = await start();
    expect(next.options).toMatchObject({ x: 300, y: 200, width: 1000, height: 700 });
    expect(next.maximized).toBe(true);
  });

  it('follows the system between light and dark before its page has painted', async () => {
    electron.nativeTheme.shouldUseDarkColors = true;
    const { window } = await start();
    const dark = window.background;
    electron.nativeTheme.shouldUseDarkColors = false;
    electron.nativeTheme.emit('updated');
    expect(window.background).not.toBe(dark);
  });
});
