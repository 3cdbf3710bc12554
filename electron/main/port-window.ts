import { CHANNELS } from '../preload/channels.ts';
import { superviseBackend, type SupervisorParts } from './backend-supervisor.ts';
import type { AppWindow, Display, Question, WindowOptions } from './electron-parts.ts';
import type { MenuCommand } from './menu-commands.ts';
import { APP_URL } from './own-pages.ts';
import { tellPageGone, tellTrouble, type Told } from './trouble.ts';
import { loadWindowState, restoreBounds, saveWindowState, SMALLEST } from './window-state.ts';

/** What a window of a port is made from. */
export interface PortWindowParts extends Omit<SupervisorParts, 'fork' | 'tell'> {
  readonly fork: (project: string) => ReturnType<SupervisorParts['fork']>;
  readonly makeWindow: (options: WindowOptions) => AppWindow;
  readonly displays: () => readonly Display[];
  readonly isDark: () => boolean;
  /** Asks the person; resolves with the number of the button. */
  readonly ask: (window: AppWindow, question: Question) => Promise<number>;
  readonly preload: string;
  readonly icon: string;
  readonly stateFile: string;
}

/** What only the whole app can do for a window. */
export interface PortWindowNeeds {
  readonly open: () => void;
  readonly quit: () => void;
  readonly closed: () => void;
}

/** One port: its window and its backend, which live and end together. */
export interface PortWindow {
  readonly project: string;
  readonly window: AppWindow;
  /** What the page announced for the menu bar. */
  commands: readonly MenuCommand[];
  /** Hands the page a port to the core. */
  connect(): void;
  show(): void;
  /** Ends the backend; resolves when the core has closed. */
  close(): Promise<void>;
}

/** The colours behind a page that has not painted yet; those of the window's base in either theme. */
const BACKGROUND = { dark: '#14171c', light: '#f7f8fa' } as const;

export function backgroundColor(dark: boolean): string {
  return dark ? BACKGROUND.dark : BACKGROUND.light;
}

export function openPortWindow(project: string, parts: PortWindowParts, needs: PortWindowNeeds): PortWindow {
  const state = loadWindowState(parts.stateFile);
  const window = parts.makeWindow({
    ...restoreBounds(state, parts.displays()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Portolan',
    icon: parts.icon,
    backgroundColor: backgroundColor(parts.isDark()),
    webPreferences: {
      preload: parts.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });

  let asking = false;
  // One question at a time: whoever is asked already knows that something is wrong.
  const tell = async ({ question, remedies }: Told): Promise<void> => {
    if (asking || window.isDestroyed()) return;
    asking = true;
    const answer = await parts.ask(window, question);
    asking = false;
    if (window.isDestroyed()) return;
    switch (remedies[answer] ?? 'none') {
      case 'none':
        break;
      case 'retry':
        backend.retry();
        break;
      case 'open':
        needs.open();
        break;
      case 'quit':
        needs.quit();
        break;
      case 'reload':
        window.reload();
        break;
    }
  };
  const backend = superviseBackend({ ...parts, fork: () => parts.fork(project), tell: (trouble) => void tell(tellTrouble(trouble)) });

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void tell(tellPageGone(reason));
  });
  window.on('close', () => saveWindowState(parts.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
  window.on('closed', needs.closed);
  window.once('ready-to-show', () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  void window.loadURL(APP_URL);

  return {
    project,
    window,
    commands: [],
    connect: () =>
      void backend.connect().then((port) => {
        if (window.isDestroyed()) port.close();
        else window.webContents.postMessage(CHANNELS.port, null, [port]);
      }),
    show: () => {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    close: backend.close,
  };
}
