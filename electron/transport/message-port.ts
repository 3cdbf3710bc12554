import type { Wire } from '#shared/contract/wire.ts';

import { createInbox } from './inbox.ts';

/** What Node's `worker_threads` and the DOM call a MessagePort. */
interface EventTargetPort {
  postMessage(frame: unknown): void;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** What Electron's main process and utility processes call a MessagePortMain. */
interface EmitterPort {
  postMessage(frame: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export type MessagePortLike = EventTargetPort | EmitterPort;

/** The contract's wire over one end of a message channel of any of the three kinds. Takes the port over: it is started, and closed with the wire. */
export function messagePortWire(port: MessagePortLike): Wire {
  const inbox = createInbox();
  const receive = (event: { readonly data?: unknown }): void => inbox.push(event.data);
  if ('addEventListener' in port) {
    port.addEventListener('message', receive);
    port.addEventListener('close', inbox.end);
  } else {
    port.on('message', receive);
    port.on('close', inbox.end);
  }
  port.start();
  return {
    send: (frame) => {
      if (inbox.alive) port.postMessage(frame);
    },
    onFrame: inbox.onFrame,
    onClose: inbox.onClose,
    close: () => {
      if (!inbox.alive) return;
      inbox.shut();
      port.close();
      // A port tells the far end only, or both, depending on whose it is.
      queueMicrotask(inbox.end);
    },
  };
}
