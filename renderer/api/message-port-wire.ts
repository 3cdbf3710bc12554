import type { Wire } from '#shared/contract/wire.ts';

/** What the preload puts on the window. */
interface PortolanBridge {
  /** Asks main for a port, which then arrives as a message to this same window. */
  connect(): void;
  /** Puts commands into the menu bar; one that is chosen arrives as a message, too. */
  announceCommands(commands: unknown): void;
}

declare global {
  interface Window {
    readonly portolan?: PortolanBridge;
  }
}

/** Asks the preload for a port to the core, and waits for it. Only this window's own messages are looked at. */
export function openMessagePortWire(bridge: PortolanBridge): Promise<Wire> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      if (event.source !== window || event.origin !== window.location.origin) return;
      const { data } = event;
      if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'portolan-port') return;
      const port = event.ports[0];
      if (port === undefined) return;
      window.removeEventListener('message', listen);
      resolve(wireOf(port));
    };
    window.addEventListener('message', listen);
    bridge.connect();
  });
}

/** A MessagePort as a wire: frames are structured clones. Its `close` event tells that the core is gone. */
export function wireOf(port: MessagePort): Wire {
  const frames: ((frame: unknown) => void)[] = [];
  const closes: (() => void)[] = [];
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closes) listener();
  };
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    for (const listener of frames) listener(data);
  });
  port.addEventListener('close', end);
  port.start();
  return {
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => frames.push(listener),
    onClose: (listener) => closes.push(listener),
    close: () => {
      port.close();
      end();
    },
  };
}
