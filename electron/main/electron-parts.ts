import type { MessagePortMain } from 'electron';

/**
 * The few pieces of Electron that the app stands on, as it sees them. `main.ts` passes Electron's own, tests the
 * stand-in's; the compiler holds both to this.
 */

/** Who tells of one event. */
export interface Tells<Event extends string, Args extends readonly unknown[]> {
  on(event: Event, listener: (...args: Args) => void): unknown;
}

/** A port as main handles it: passed on, never read. */
export type PassedPort = MessagePortMain;

/** A fresh channel. */
export interface Channel {
  readonly port1: PassedPort;
  readonly port2: PassedPort;
}

/** A utility process. */
export type Child = Tells<'exit', [code: number]> &
  Tells<'message', [message: unknown]> & {
  postMessage(message: unknown, transfer?: PassedPort[]): void;
  kill(): boolean;
};

/** An event whose default can be prevented. */
export interface Preventable {
  preventDefault(): void;
}

/** The frame that sent an IPC message: its address, and what it is framed by. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

export type Contents = Tells<'will-navigate', [event: Preventable]> &
  Tells<'will-frame-navigate', [event: Preventable]> &
  Tells<'will-redirect', [event: Preventable]> &
  Tells<'will-attach-webview', [event: Preventable]> &
  Tells<'render-process-gone', [event: unknown, details: { readonly reason: string; readonly exitCode: number }]> & {
  readonly id: number;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  send(channel: string, message: unknown): void;
  postMessage(channel: string, message: unknown, transfer: PassedPort[]): void;
};

export interface IpcEvent {
  readonly sender: Contents;
  readonly senderFrame: SenderFrame | null;
}

export interface Ipc {
  on(channel: string, listener: (event: IpcEvent, ...args: unknown[]) => void): unknown;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Display {
  readonly workArea: Rectangle;
}

export type AppWindow = Tells<'close', []> &
  Tells<'closed', []> &
  Tells<'focus', []> & {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  once(event: 'ready-to-show', listener: () => void): unknown;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  setBackgroundColor(color: string): void;
  reload(): void;
};

/** What a window is made with. */
export interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly show: boolean;
  readonly title: string;
  readonly icon: string;
  readonly backgroundColor: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: true;
    readonly contextIsolation: true;
    readonly nodeIntegration: false;
    readonly nodeIntegrationInWorker: false;
    readonly nodeIntegrationInSubFrames: false;
    readonly webSecurity: true;
    readonly webviewTag: false;
    readonly spellcheck: false;
  };
}

export interface Permissions {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export type App = Tells<'second-instance', [event: unknown, argv: string[], workingDirectory: string, data: unknown]> &
  Tells<'window-all-closed', []> &
  Tells<'activate', []> &
  Tells<'before-quit', [event: Preventable]> &
  Tells<'web-contents-created', [event: unknown, contents: Contents]> & {
  readonly isPackaged: boolean;
  requestSingleInstanceLock(data: Record<string, unknown>): boolean;
  whenReady(): Promise<unknown>;
  quit(): void;
  exit(code: number): void;
  getPath(name: 'userData'): string;
  getVersion(): string;
  setAboutPanelOptions(options: { applicationName: string; applicationVersion: string; copyright: string; website?: string; iconPath: string }): void;
  showAboutPanel(): void;
};

/** What a person is asked, with the answers as buttons. */
export interface Question {
  readonly type: 'error' | 'warning';
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
}
