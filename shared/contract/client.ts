import { ProblemError, problem, type Problem } from '../vocabulary/problem.ts';
import type { Input, NameOf, Output } from './contract.ts';
import { hostMessage } from './parse-frame.ts';
import type { Access } from './procedure.ts';
import { unpackBytes, WIRE_VERSION, type ClientMessage, type HostMessage, type Wire } from './wire.ts';

/** A stream under way. Leaving the `for await` cancels it, as does `cancel`. */
export interface OpenStream<Item> extends AsyncIterable<Item> {
  cancel(): void;
}

/** The typed near end of the contract. Every refusal arrives as a {@link ProblemError}. */
export interface Client {
  /** What this connection may do; known once the host has welcomed it. */
  readonly access: Access;
  call<N extends NameOf<'query' | 'command'>>(name: N, input: Input<N>): Promise<Output<N>>;
  open<N extends NameOf<'stream'>>(name: N, input: Input<N>): OpenStream<Output<N>>;
  /** Called once, when the connection is gone for whatever reason. */
  onClose(listener: () => void): void;
  close(): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: ProblemError): void;
}

interface Flow {
  push(value: unknown): void;
  finish(failure: ProblemError | null): void;
}

const GONE = problem('unreachable', 'The connection to the core is gone.');

function errorOf({ code, message, detail }: Problem): ProblemError {
  return new ProblemError(code, message, detail);
}

/**
 * Says hello over `wire` and resolves with a client once it is welcomed; rejects with a {@link ProblemError} when the
 * host refuses the token or speaks another version, or the wire closes first.
 */
export function connectClient(wire: Wire, token: string | null): Promise<Client> {
  return new Promise((resolve, reject) => {
    const calls = new Map<number, Pending>();
    const flows = new Map<number, Flow>();
    const closeListeners: (() => void)[] = [];
    let nextId = 1;
    let closed = false;
    const send = (message: ClientMessage): void => wire.send(message);

    const clientWith = (access: Access): Client => ({
      access,
      call: (name, input) =>
        new Promise((settle, fail) => {
          if (closed) return fail(errorOf(GONE));
          const id = nextId++;
          // The host parsed the input with the same contract that types the output; tests hold it to that.
          calls.set(id, { resolve: settle, reject: fail });
          send({ kind: 'call', id, name, input });
        }),
      open: (name, input) => {
        const id = nextId++;
        const flow = openFlow(
          (taken) => {
            if (flows.has(id)) send({ kind: 'ack', id, taken });
          },
          () => {
            if (flows.delete(id) && !closed) send({ kind: 'cancel', id });
          },
        );
        if (closed) flow.finish(errorOf(GONE));
        else {
          flows.set(id, flow);
          send({ kind: 'open', id, name, input });
        }
        return flow as unknown as OpenStream<Output<typeof name>>;
      },
      onClose: (listener) => {
        if (closed) listener();
        else closeListeners.push(listener);
      },
      close: () => wire.close(),
    });

    const receive = (message: HostMessage): void => {
      switch (message.kind) {
        case 'welcome':
          resolve(clientWith(message.access));
          break;
        case 'result':
          calls.get(message.id)?.resolve(message.value);
          calls.delete(message.id);
          break;
        case 'problem': {
          const error = errorOf(message.problem);
          if (message.id === 0) reject(error);
          calls.get(message.id)?.reject(error);
          calls.delete(message.id);
          flows.get(message.id)?.finish(error);
          flows.delete(message.id);
          break;
        }
        case 'item':
          flows.get(message.id)?.push(message.value);
          break;
        case 'end':
          flows.get(message.id)?.finish(null);
          flows.delete(message.id);
          break;
      }
    };

    wire.onFrame((frame) => {
      if (frame instanceof Uint8Array) {
        const item = unpackBytes(frame);
        if (item !== null) flows.get(item.id)?.push(item.value);
        return;
      }
      const message = hostMessage(frame);
      if (message !== null) receive(message);
    });
    wire.onClose(() => {
      if (closed) return;
      closed = true;
      const error = errorOf(GONE);
      reject(error);
      for (const pending of calls.values()) pending.reject(error);
      for (const flow of flows.values()) flow.finish(error);
      calls.clear();
      flows.clear();
      for (const listener of closeListeners) listener();
    });
    send({ kind: 'hello', version: WIRE_VERSION, token });
  });
}

/** A queue between the wire and one `for await`: what arrives waits here, and is acknowledged when it is taken. */
function openFlow(acknowledge: (taken: number) => void, leave: () => void): Flow & OpenStream<unknown> {
  const queue: unknown[] = [];
  let taken = 0;
  let end: { readonly failure: ProblemError | null } | null = null;
  // Several may ask at once: all are woken, and look again in the order in which they asked.
  const waiting: (() => void)[] = [];
  const rouse = (): void => {
    for (const wake of waiting.splice(0)) wake();
  };
  const next = async (): Promise<IteratorResult<unknown, undefined>> => {
    for (;;) {
      if (queue.length > 0) {
        const value = queue.shift();
        taken += 1;
        acknowledge(taken);
        return { done: false, value };
      }
      if (end !== null) {
        if (end.failure !== null) throw end.failure;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const cancel = (): void => {
    end ??= { failure: null };
    queue.length = 0;
    leave();
    rouse();
  };
  return {
    push: (value) => {
      if (end !== null) return;
      queue.push(value);
      rouse();
    },
    finish: (failure) => {
      end ??= { failure };
      rouse();
    },
    cancel,
    [Symbol.asyncIterator]: () => ({
      next,
      return: () => {
        cancel();
        return Promise.resolve({ done: true as const, value: undefined });
      },
    }),
  };
}
