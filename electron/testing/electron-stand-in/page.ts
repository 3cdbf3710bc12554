import type { MessagePort } from 'node:worker_threads';

import { APP_URL } from '#electron/main/own-pages.ts';

type Listener = (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void;
/** What arrives at the page's own window. */
export interface PageMessage {
  readonly data: unknown;
  readonly origin: string;
  readonly ports: readonly unknown[];
}

/**
 * A page with its preload: the preload's `ipcRenderer`, the window that both worlds see, and what was exposed. Messages
 * are copied and arrive later, as between processes.
 */
export class Page {
  /** By name, what the preload exposed to the page's world. */
  readonly world = new Map<string, unknown>();
  /** Where main hears this page; set by the window that shows it. */
  toMain: (channel: string, message: unknown) => void = () => undefined;
  readonly #channels = new Map<string, Listener[]>();
  readonly #messages: ((message: PageMessage) => void)[] = [];

  readonly ipcRenderer = {
    send: (channel: string, message?: unknown): void => {
      const copy: unknown = structuredClone(message);
      setImmediate(() => this.toMain(channel, copy));
    },
    on: (channel: string, listener: Listener): void => {
      this.#channels.set(channel, [...(this.#channels.get(channel) ?? []), listener]);
    },
  };

  /** The page's `window`. */
  readonly window = {
    location: { origin: APP_URL.replace(/\/$/u, '') },
    postMessage: (data: unknown, targetOrigin: string, ports: readonly unknown[] = []): void => {
      const { origin } = this.window.location;
      if (targetOrigin !== origin) return;
      setImmediate(() => {
        for (const listener of this.#messages) listener({ data, origin, ports });
      });
    },
  };

  readonly contextBridge = {
    exposeInMainWorld: (name: string, api: object): void => {
      for (const [key, value] of Object.entries(api)) {
        if (typeof value !== 'function') throw new TypeError(`${name}.${key}: the bridge of this app exposes verbs only.`);
      }
      this.world.set(name, Object.freeze({ ...api }));
    },
  };

  onMessage(listener: (message: PageMessage) => void): void {
    this.#messages.push(listener);
  }

  fromMain(channel: string, message: unknown, ports: readonly MessagePort[]): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      for (const listener of this.#channels.get(channel) ?? []) listener({ ports }, copy);
    });
  }
}
