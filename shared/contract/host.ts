import { problem, problemOf, type Problem } from '../vocabulary/problem.ts';
import { contract, isProcedureName, type NameOf, type Output, type Parsed, type ProcedureName } from './contract.ts';
import { clientMessage } from './parse-frame.ts';
import type { Access } from './procedure.ts';
import { isBytesItem, packBytes, STREAM_WINDOW, WIRE_VERSION, type ClientMessage, type HostMessage, type Wire } from './wire.ts';

/**
 * What a handler knows of its caller: when it loses interest. A handler that waits for something must stop waiting
 * when `signal` aborts. What the caller may do was settled before the handler was called.
 */
export interface CallContext {
  readonly signal: AbortSignal;
}

type Handler<N extends ProcedureName> = N extends NameOf<'stream'>
  ? (input: Parsed<N>, context: CallContext) => AsyncIterable<Output<N>>
  : (input: Parsed<N>, context: CallContext) => Output<N> | Promise<Output<N>>;

/** The core's side of the contract: one handler for each procedure, none left out. */
export type Handlers = { readonly [N in ProcedureName]: Handler<N> };

/** Turns the token of a first frame into what the connection may do; a problem refuses it. */
export type Authorise = (token: string | null) => Access | Problem;

const HELLO_FIRST = problem('bad-input', 'The first frame of a connection is its hello.');
/** Calls and streams that one connection may have under way. */
const MAX_OPEN = 256;

type LooseHandler = (input: unknown, context: CallContext) => unknown;

/**
 * Serves the contract over one wire until it closes. Input is parsed here, access is checked here, and whatever a
 * handler throws arrives at the other end as a {@link Problem}. A stream is pulled only as fast as it is taken.
 */
export function serveWire(wire: Wire, handlers: Handlers, authorise: Authorise): void {
  const open = new Map<number, { readonly controller: AbortController; acknowledged(taken: number): void }>();
  let access: Access | null = null;
  let closed = false;
  const send = (message: HostMessage): void => {
    if (!closed) wire.send(message);
  };
  // A client may use a number again once it has cancelled: the entry under it may then be another's.
  const forget = (id: number, controller: AbortController): void => {
    if (open.get(id)?.controller === controller) open.delete(id);
  };
  const refuse = (id: number, reason: Problem): void => send({ kind: 'problem', id, problem: reason });

  const handlerOf = (message: { readonly id: number; readonly name: string; readonly input: unknown }, kinds: readonly string[]): { run: LooseHandler; input: unknown } | null => {
    if (!isProcedureName(message.name) || !kinds.includes(contract[message.name].kind)) {
      refuse(message.id, problem('not-found', `There is no procedure ${JSON.stringify(message.name)}.`));
      return null;
    }
    const procedure = contract[message.name];
    if (procedure.access === 'operate' && access !== 'operate') {
      refuse(message.id, problem('not-allowed', 'This window may look but not act. Open it with the operator’s address to act.'));
      return null;
    }
    const parsed = procedure.input.safeParse(message.input);
    if (!parsed.success) {
      const first = parsed.error.issues[0];
      const where = first === undefined || first.path.length === 0 ? '' : ` (${first.path.join('.')})`;
      refuse(message.id, problem('bad-input', `${message.name} was asked with something it cannot take${where}: ${first?.message ?? 'unknown'}`));
      return null;
    }
    // Name and handler come from the same key of one mapped type; TypeScript cannot follow a union of keys here.
    return { run: handlers[message.name] as LooseHandler, input: parsed.data };
  };

  const answer = async (message: ClientMessage & { kind: 'call' }): Promise<void> => {
    const handler = handlerOf(message, ['query', 'command']);
    if (handler === null) return;
    const controller = new AbortController();
    open.set(message.id, { controller, acknowledged: () => undefined });
    try {
      send({ kind: 'result', id: message.id, value: await handler.run(handler.input, { signal: controller.signal }) });
    } catch (thrown) {
      refuse(message.id, problemOf(thrown));
    } finally {
      forget(message.id, controller);
    }
  };

  const feed = async (message: ClientMessage & { kind: 'open' }): Promise<void> => {
    const handler = handlerOf(message, ['stream']);
    if (handler === null) return;
    const controller = new AbortController();
    let sent = 0;
    let taken = 0;
    let wake: (() => void) | null = null;
    const left = (): boolean => controller.signal.aborted;
    const acknowledged = (count: number): void => {
      taken = Math.max(taken, Math.min(count, sent));
      wake?.();
    };
    controller.signal.addEventListener('abort', () => {
      forget(message.id, controller);
      wake?.();
    });
    open.set(message.id, { controller, acknowledged });
    try {
      const items = handler.run(handler.input, { signal: controller.signal }) as AsyncIterable<unknown>;
      for await (const item of items) {
        if (left()) break;
        sent += 1;
        if (isBytesItem(item)) {
          if (!closed) wire.send(packBytes(message.id, item));
        } else send({ kind: 'item', id: message.id, value: item });
        while (sent - taken >= STREAM_WINDOW && !left()) {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
      if (!left()) send({ kind: 'end', id: message.id });
    } catch (thrown) {
      if (!left()) refuse(message.id, problemOf(thrown));
    } finally {
      forget(message.id, controller);
    }
  };

  const greet = (message: ClientMessage & { kind: 'hello' }): void => {
    if (message.version !== WIRE_VERSION) {
      refuse(0, problem('unsupported', 'The window and the core are of different versions. Reload the window.'));
      return wire.close();
    }
    const granted = authorise(message.token);
    if (typeof granted !== 'string') {
      refuse(0, granted);
      return wire.close();
    }
    access = granted;
    send({ kind: 'welcome', version: WIRE_VERSION, access });
  };

  wire.onFrame((frame) => {
    const message = clientMessage(frame);
    if (message === null) return;
    if (access === null) {
      if (message.kind === 'hello') return greet(message);
      refuse(0, HELLO_FIRST);
      return wire.close();
    }
    switch (message.kind) {
      case 'hello':
        break;
      case 'call':
      case 'open':
        if (open.size >= MAX_OPEN || open.has(message.id)) return refuse(message.id, problem('limit', 'Too much is under way on this connection.'));
        void (message.kind === 'call' ? answer(message) : feed(message));
        break;
      case 'ack':
        open.get(message.id)?.acknowledged(message.taken);
        break;
      case 'cancel':
        open.get(message.id)?.controller.abort();
        break;
    }
  });
  wire.onClose(() => {
    closed = true;
    for (const each of open.values()) each.controller.abort();
    open.clear();
  });
}
