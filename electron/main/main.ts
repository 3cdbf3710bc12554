import { homedir } from 'node:os';
import { join } from 'node:path';

import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme, protocol, screen, session, utilityProcess } from 'electron';

import { problemOf } from '#shared/vocabulary/problem.ts';

import { dataFolder, starterProject } from '../headless/start-project.ts';
import { listStaticFiles } from '../headless/static-files.ts';
import { startApp } from './app.ts';
import type { AppWindow } from './electron-parts.ts';
import { LOCATIONS } from './locations.ts';
import { APP_SCHEME } from './own-pages.ts';
import { projectArgument } from './project-argument.ts';

// Before the app is ready, or never.
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);

/** The dialog hangs on Electron's own window, which the app knows by a narrower type. */
const ownWindows = new WeakMap<AppWindow, BrowserWindow>();

// Not awaited: Electron becomes ready only when this module has been evaluated, so waiting for that here would never end.
void startApp({
  app,
  ipc: ipcMain,
  platform: process.platform,
  project: projectArgument(process.argv, process.cwd()),
  starter: () => starterProject(LOCATIONS.samples, dataFolder(process.platform, process.env, homedir())),
  session: () => session.defaultSession,
  handleScheme: (scheme, handler) => protocol.handle(scheme, handler),
  files: () => listStaticFiles(LOCATIONS.renderer),
  makeWindow: (options) => {
    const window = new BrowserWindow(options);
    ownWindows.set(window, window);
    return window;
  },
  displays: () => screen.getAllDisplays(),
  isDark: () => nativeTheme.shouldUseDarkColors,
  onThemeChange: (listener) => nativeTheme.on('updated', listener),
  setMenu: (menu) => Menu.setApplicationMenu(Menu.buildFromTemplate(menu)),
  ask: async (window, question) => {
    const own = ownWindows.get(window);
    const { response } = await (own === undefined ? dialog.showMessageBox(question) : dialog.showMessageBox(own, question));
    return response;
  },
  chooseFolder: async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog({ title: 'Open a port', message: 'The folder with portolan.yaml', properties: ['openDirectory'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
  showFailure: (thrown) => {
    const { message, detail } = problemOf(thrown);
    dialog.showErrorBox('Portolan cannot start', detail === undefined ? message : `${message}\n\n${detail}`);
  },
  fork: (project) => utilityProcess.fork(LOCATIONS.backend, [project], { serviceName: 'Portolan core', stdio: 'inherit' }),
  channel: () => new MessageChannelMain(),
  clock: Date.now,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  preload: LOCATIONS.preload,
  icon: LOCATIONS.icon,
  stateFile: join(app.getPath('userData'), 'window-state.json'),
});
