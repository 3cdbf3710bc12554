import { serveWire, type Handlers } from '#shared/contract/host.ts';
import type { Wire } from '#shared/contract/wire.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { messagePortWire, type MessagePortLike } from '../transport/message-port.ts';
import { toBackend, type FromBackend } from './messages.ts';

/** The utility process's line to main, as Electron's `process.parentPort` is. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly MessagePortLike[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** What a backend runs: it serves any number of windows until it is closed. */
export interface BackendCore {
  serve(wire: Wire): void;
  close(): Promise<void>;
}

/** What is opened for a project: the handlers of the contract. */
export interface CoreHandle {
  readonly handlers: Handlers;
  readonly close: () => Promise<void>;
}

/** A core in this process. Its windows may act: they are the person's own. */
export function servingCore(core: CoreHandle): BackendCore {
  return { serve: (wire) => serveWire(wire, core.handlers, () => 'operate'), close: () => core.close() };
}

/**
 * The life of a backend: opens the core, serves each window that main sends a port for (those that come early wait), and
 * closes the core before it exits. A core that cannot be opened is told to main, and the process ends with 1.
 */
export async function runBackend(parent: ParentPort, open: () => Promise<BackendCore>, exit: (code: number) => void): Promise<void> {
  const early: Wire[] = [];
  let core: BackendCore | null = null;
  const state = { closing: false };
  const tell = (message: FromBackend): void => parent.postMessage(message);
  const close = async (): Promise<void> => {
    await core?.close();
    exit(0);
  };
  parent.on('message', ({ data, ports }) => {
    const message = toBackend(data);
    if (message?.kind === 'close') {
      if (state.closing) return;
      state.closing = true;
      // While the core is being opened, closing waits for it: below.
      if (core !== null) void close();
      return;
    }
    const port = ports[0];
    if (message?.kind !== 'serve' || port === undefined) return;
    const wire = messagePortWire(port);
    if (core === null) early.push(wire);
    else core.serve(wire);
    tell({ kind: 'serving', id: message.id });
  });
  try {
    core = await open();
  } catch (thrown) {
    const problem = problemOf(thrown);
    tell({ kind: 'failed', problem });
    exit(1);
    return;
  }
  if (state.closing) return close();
  for (const wire of early.splice(0)) core.serve(wire);
}
