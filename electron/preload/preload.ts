import { contextBridge, ipcRenderer } from 'electron';

import { makeBridge, type PageWindow } from './bridge.ts';

/** The page's own, in the preload's isolated world. */
declare const window: PageWindow;

contextBridge.exposeInMainWorld('portolan', makeBridge(ipcRenderer, window));
