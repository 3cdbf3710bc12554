import type { MessagePortMain } from 'electron';

/**
 * The few pieces of Electron that the app stands on, as it sees them. `main.ts` passes Electron's own, tests the
 * stand-in's; the compiler holds both to this.
 */

/** A port as main handles it: passed on, never read. */
export type PassedPort = MessagePortMain;

/** A fresh channel. */
export interface Channel {
  readonly port1: PassedPort;
  readonly port2: PassedPort;
}

/** A utility process. */
export interface Child {
  postMessage(message: unknown, transfer?: PassedPort[]): void;
  kill(): boolean;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** An event whose default can be prevented. */
export interface Preventable {
  preventDefault(): void;
}

/** The frame that sent an IPC message: its address, and what it is framed by. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

export interface Contents {
  readonly id: number;
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown;
  on(event: 'will-frame-navigate', listener: (event: Preventable) => void): unknown;
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  send(channel: string, message: unknown): void;
  postMessage(channel: string, message: unknown, transfer: PassedPort[]): void;
}

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

export interface AppWindow {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'closed', listener: () => void): unknown;
  on(event: 'focus', listener: () => void): unknown;
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
}

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

export interface App {
  readonly isPackaged: boolean;
  requestSingleInstanceLock(data: Record<string, unknown>): boolean;
  whenReady(): Promise<unknown>;
  quit(): void;
  exit(code: number): void;
  getPath(name: 'userData'): string;
  getVersion(): string;
  setAboutPanelOptions(options: { applicationName: string; applicationVersion: string; copyright: string; website?: string; iconPath: string }): void;
  showAboutPanel(): void;
  on(event: 'second-instance', listener: (event: unknown, argv: string[], workingDirectory: string, data: unknown) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  on(event: 'activate', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown;
}

/** What a person is asked, with the answers as buttons. */
export interface Question {
  readonly type: 'error' | 'warning';
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
}
