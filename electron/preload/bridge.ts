import { CHANNELS } from './channels.ts';

/** Electron's ipcRenderer, as far as it is used. */
export interface PreloadIpc {
  send(channel: string, message?: unknown): void;
  on(channel: string, listener: (event: { readonly ports: readonly unknown[] }, message: unknown) => void): unknown;
}

/** The page's window, as the preload sees it. */
export interface PageWindow {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void;
}

/** What the page finds as `window.portolan`: two verbs, no listeners, nothing of Electron's. */
export interface ExposedBridge {
  /** Asks for a port to the core; it arrives as a message `{ kind: 'portolan-port' }` to this window, with the port. */
  readonly connect: () => void;
  /**
   * Puts the window's commands into the menu bar (see `electron/main/menu-commands.ts` for their shape). One that is
   * chosen arrives as a message `{ kind: 'portolan-command', id }` to this window.
   */
  readonly announceCommands: (commands: unknown) => void;
}

/** Makes the bridge. A port cannot cross to the page's world, so it is posted to the window, for its own origin only. */
export function makeBridge(ipc: PreloadIpc, page: PageWindow): ExposedBridge {
  ipc.on(CHANNELS.port, ({ ports }) => page.postMessage({ kind: 'portolan-port' }, page.location.origin, ports));
  ipc.on(CHANNELS.command, (_event, id) => page.postMessage({ kind: 'portolan-command', id }, page.location.origin));
  return {
    connect: () => ipc.send(CHANNELS.connect),
    announceCommands: (commands) => ipc.send(CHANNELS.commands, commands),
  };
}
