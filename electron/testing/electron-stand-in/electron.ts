import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ElectronMenuItem } from '#electron/main/electron-menu.ts';
import type { App, Display, Ipc, Permissions, Question, WindowOptions } from '#electron/main/electron-parts.ts';

import { MessageChannelMain } from './port-double.ts';
import { utilityProcessDouble } from './utility-process.ts';
import { WindowDouble } from './window-double.ts';

/**
 * A stand-in for the module `electron`, for tests under plain Node: main, preload and backend run as they are, over
 * worker threads and their message channels. It is a double: what it shows is our side of each bargain.
 */

type SchemeHandler = (request: { readonly url: string; readonly method: string }) => Promise<Response>;

const { utilityProcess, children } = utilityProcessDouble();
const windows: WindowDouble[] = [];
const schemes = new Map<string, SchemeHandler>();
const privileged: { readonly scheme: string; readonly privileges?: object }[] = [];
const questions: Question[] = [];
const errors: string[] = [];
const ended = Promise.withResolvers<number>();
const ready = Promise.withResolvers<undefined>();

/** What a test sees and decides. */
export const standIn = {
  windows,
  children,
  schemes,
  privileged,
  questions,
  errors,
  /** Whether this is the first instance. */
  first: true,
  /** What the person answers to each question: the number of the button, or a promise of it. */
  answer: (_question: Question): number | Promise<number> => 0,
  chosenFolder: null as string | null,
  menu: [] as ElectronMenuItem[],
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] as Display[],
  permissions: {
    request: (_permission: string): boolean => true,
    check: (_permission: string, _origin: string): boolean => true,
    device: (): boolean => true,
  },
  about: {} as object,
  lock: null as unknown,
  userData: mkdtempSync(join(tmpdir(), 'portolan-user-data-')),
  /** Main’s module has been evaluated: only then does Electron become ready. Resolves when what waited for it has run. */
  becomeReady: async (): Promise<void> => {
    ready.resolve(undefined);
    await new Promise((resolve) => setImmediate(resolve));
  },
  /** The exit code, once the app has ended. */
  ended: ended.promise,
};

class AppDouble extends EventEmitter implements App {
  readonly isPackaged = false;

  requestSingleInstanceLock(data: Record<string, unknown>): boolean {
    standIn.lock = data;
    return standIn.first;
  }

  whenReady(): Promise<void> {
    return ready.promise;
  }

  quit(): void {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit('before-quit', event);
    if (event.prevented) return;
    const open = windows.filter((window) => !window.isDestroyed());
    for (const window of open) window.close();
    ended.resolve(0);
  }

  exit(code: number): void {
    ended.resolve(code);
  }

  getPath(): string {
    return standIn.userData;
  }

  getVersion(): string {
    return '0.0.0';
  }

  setAboutPanelOptions(options: object): void {
    standIn.about = options;
  }

  showAboutPanel(): void {
    questions.push({ type: 'warning', message: 'about', detail: '', buttons: [], defaultId: 0, cancelId: 0 });
  }
}

export const app = new AppDouble();

class IpcMainDouble extends EventEmitter {}
export const ipcMain: Ipc & EventEmitter = new IpcMainDouble();

class NativeThemeDouble extends EventEmitter {
  shouldUseDarkColors = false;
}
export const nativeTheme = new NativeThemeDouble();

export class BrowserWindow extends WindowDouble {
  constructor(options: WindowOptions) {
    super(options, {
      created: (contents) => app.emit('web-contents-created', {}, contents),
      load: async (url) => {
        const handler = schemes.get(new URL(url).protocol.replace(':', ''));
        if (handler === undefined) throw new Error(`Nobody handles ${url}.`);
        return handler({ url, method: 'GET' });
      },
      toMain: (channel, event, message) => ipcMain.emit(channel, event, message),
    });
    windows.push(this);
    this.on('closed', () => {
      if (windows.every((window) => window.isDestroyed())) app.emit('window-all-closed');
    });
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (list: readonly { readonly scheme: string; readonly privileges?: object }[]): void => void privileged.push(...list),
  handle: (scheme: string, handler: SchemeHandler): void => void schemes.set(scheme, handler),
};

const permissions: Permissions = {
  setPermissionRequestHandler: (handler) => {
    standIn.permissions.request = (permission) => {
      let granted = true;
      handler(null, permission, (answer) => (granted = answer));
      return granted;
    };
  },
  setPermissionCheckHandler: (handler) => (standIn.permissions.check = (permission, origin) => handler(null, permission, origin)),
  setDevicePermissionHandler: (handler) => (standIn.permissions.device = handler),
};
export const session = { defaultSession: permissions };

export const dialog = {
  showMessageBox: async (...given: readonly [Question] | readonly [WindowDouble, Question]): Promise<{ response: number }> => {
    const question = given.length === 2 ? given[1] : given[0];
    questions.push(question);
    return { response: await standIn.answer(question) };
  },
  showOpenDialog: (): Promise<{ canceled: boolean; filePaths: string[] }> =>
    Promise.resolve({ canceled: standIn.chosenFolder === null, filePaths: standIn.chosenFolder === null ? [] : [standIn.chosenFolder] }),
  showErrorBox: (title: string, content: string): void => void errors.push(`${title}: ${content}`),
};

export const Menu = {
  buildFromTemplate: (template: ElectronMenuItem[]): ElectronMenuItem[] => template,
  setApplicationMenu: (menu: ElectronMenuItem[]): void => void (standIn.menu = menu),
};

export const screen = { getAllDisplays: (): Display[] => standIn.displays };

/** The preload's own, of the first window: a preload runs once in each page, a module once in each test. */
const firstPage = () => {
  const [window] = windows;
  if (window === undefined) throw new Error('No window has been opened yet.');
  return window.webContents.page;
};
export const ipcRenderer = {
  send: (channel: string, message?: unknown): void => firstPage().ipcRenderer.send(channel, message),
  on: (channel: string, listener: Parameters<ReturnType<typeof firstPage>['ipcRenderer']['on']>[1]): void => firstPage().ipcRenderer.on(channel, listener),
};
export const contextBridge = { exposeInMainWorld: (name: string, api: object): void => firstPage().contextBridge.exposeInMainWorld(name, api) };

export { MessageChannelMain, utilityProcess };
