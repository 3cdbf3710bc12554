import type { Problem } from '#shared/vocabulary/problem.ts';

import { fromBackend } from '../backend/messages.ts';
import type { Channel, Child, PassedPort } from './electron-parts.ts';

/** What a person should hear of a backend. */
export type BackendTrouble =
  /** It ended by itself, and is started again after `retryInMs`; `failures` in a row so far. */
  | { readonly kind: 'stopped'; readonly code: number; readonly retryInMs: number; readonly failures: number }
  /** It cannot open its project: nothing is tried again until somebody says so. */
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface SupervisorParts {
  readonly fork: () => Child;
  readonly channel: () => Channel;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Runs it once after so many milliseconds, unless the function that it returned is called before. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  readonly tell: (trouble: BackendTrouble) => void;
}

export interface Backend {
  /** A port for one window, as soon as a backend has its other end; that may be the one after the next crash. */
  readonly connect: () => Promise<PassedPort>;
  /** Starts it again after it has failed. */
  readonly retry: () => void;
  /** Lets the core close and the process end; kills it when that takes too long. */
  readonly close: () => Promise<void>;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** Whoever ran so long was well: the next failure is a first one again. */
const WELL_AFTER = 60_000;
const CLOSE_WITHIN = 10_000;

/** Doubles from half a second to half a minute. */
export function restartWait(failures: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, failures - 1));
}

/** Keeps a project's backend running until it is closed. */
export function superviseBackend({ fork, channel, clock, after, tell }: SupervisorParts): Backend {
  let child: Child | null = null;
  let failures = 0;
  let failure: Problem | null = null;
  let cancelStart = (): void => undefined;
  // What a dying process is sent is lost without a word, so every port is kept back until its other end has arrived.
  const asked = new Map<number, (port: PassedPort) => void>();
  const offered = new Map<number, PassedPort>();
  let nextId = 1;
  let closing: { readonly done: Promise<void>; readonly finish: () => void } | null = null;

  const offer = (to: Child, id: number): void => {
    const { port1, port2 } = channel();
    offered.set(id, port2);
    to.postMessage({ kind: 'serve', id }, [port1]);
  };
  const arrived = (id: number): void => {
    const port = offered.get(id);
    if (port !== undefined) asked.get(id)?.(port);
    offered.delete(id);
    asked.delete(id);
  };

  const exited = (code: number, since: number): void => {
    child = null;
    for (const port of offered.values()) port.close();
    offered.clear();
    if (closing !== null) return closing.finish();
    if (failure !== null) return tell({ kind: 'failed', problem: failure });
    failures = clock() - since >= WELL_AFTER ? 1 : failures + 1;
    const retryInMs = restartWait(failures);
    cancelStart = after(retryInMs, start);
    tell({ kind: 'stopped', code, retryInMs, failures });
  };

  const start = (): void => {
    const since = clock();
    const started = fork();
    child = started;
    failure = null;
    started.on('message', (message) => {
      const told = fromBackend(message);
      if (told?.kind === 'failed') failure = told.problem;
      if (told?.kind === 'serving' && child === started) arrived(told.id);
    });
    started.on('exit', (code) => {
      if (child === started) exited(code, since);
    });
    for (const id of asked.keys()) offer(started, id);
  };
  start();

  return {
    connect: () =>
      new Promise((resolve) => {
        const id = nextId++;
        asked.set(id, resolve);
        if (child !== null) offer(child, id);
      }),
    retry: () => {
      if (child === null && closing === null) {
        cancelStart();
        start();
      }
    },
    close: () => {
      if (closing !== null) return closing.done;
      cancelStart();
      asked.clear();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const running = child;
      const giveUp = running === null ? () => undefined : after(CLOSE_WITHIN, () => running.kill());
      closing = {
        done: promise,
        finish: () => {
          giveUp();
          resolve(undefined);
        },
      };
      if (running === null) closing.finish();
      else running.postMessage({ kind: 'close' });
      return promise;
    },
  };
}
