import { EventEmitter } from 'node:events';

import type { AppWindow, Contents, Rectangle, SenderFrame, WindowOptions } from '#electron/main/electron-parts.ts';

import { Page } from './page.ts';
import { insideOf } from './port-double.ts';

/** What a window needs of the rest of the stand-in. */
export interface WindowWorld {
  readonly created: (contents: ContentsDouble) => void;
  readonly load: (url: string) => Promise<Response>;
  readonly toMain: (channel: string, event: { sender: ContentsDouble; senderFrame: SenderFrame | null }, message: unknown) => void;
}

let nextId = 1;

/** Electron's WebContents, and what a page could try. */
export class ContentsDouble extends EventEmitter implements Contents {
  readonly id = nextId++;
  readonly page = new Page();
  url = 'about:blank';
  #openHandler: () => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.#openHandler = handler;
  }

  send(channel: string, message: unknown): void {
    this.page.fromMain(channel, message, []);
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    this.page.fromMain(channel, message, transfer.map(insideOf));
  }

  /** Whether the page is let go to `url`. */
  mayNavigate(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview', url: string): boolean {
    const details = { url, prevented: false, preventDefault: () => (details.prevented = true) };
    this.emit(event, details);
    return !details.prevented;
  }

  mayOpen(): boolean {
    return this.#openHandler().action !== 'deny';
  }
}

/** Electron's BrowserWindow; it shows nothing. */
export class WindowDouble extends EventEmitter implements AppWindow {
  readonly options: WindowOptions;
  readonly webContents = new ContentsDouble();
  bounds: Rectangle;
  maximized = false;
  minimized = false;
  shown = false;
  focused = 0;
  background: string;
  reloaded = 0;
  /** What the page was answered when it was loaded. */
  answer: Response | null = null;
  /** Resolves when the page has been loaded. */
  readonly loaded: Promise<void>;
  readonly #isLoaded: () => void;
  #destroyed = false;
  readonly #world: WindowWorld;

  constructor(options: WindowOptions, world: WindowWorld) {
    super();
    this.options = options;
    this.#world = world;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.loaded = promise;
    this.#isLoaded = () => resolve(undefined);
    this.bounds = { x: options.x ?? 10, y: options.y ?? 10, width: options.width, height: options.height };
    this.background = options.backgroundColor;
    world.created(this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.answer = await this.#world.load(url);
    this.webContents.url = url;
    this.webContents.page.toMain = (channel, message) => this.say(channel, message);
    this.emit('ready-to-show');
    this.#isLoaded();
  }

  /** An IPC message from a frame of this window: the page's own unless told otherwise. */
  say(channel: string, message: unknown, senderFrame: SenderFrame | null = { url: this.webContents.url, parent: null }): void {
    this.#world.toMain(channel, { sender: this.webContents, senderFrame }, message);
  }

  /** The person closes the window. */
  close(): void {
    if (this.#destroyed) return;
    this.emit('close');
    this.#destroyed = true;
    this.emit('closed');
  }

  show(): void {
    this.shown = true;
  }

  focus(): void {
    this.focused += 1;
    this.emit('focus');
  }

  restore(): void {
    this.minimized = false;
  }

  maximize(): void {
    this.maximized = true;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  setBackgroundColor(color: string): void {
    this.background = color;
  }

  reload(): void {
    this.reloaded += 1;
  }
}
