import { describe, expect, it } from 'vitest';

import { MessageChannelMain } from '#electron/testing/electron-stand-in/port-double.ts';

import { restartWait, superviseBackend, type BackendTrouble } from './backend-supervisor.ts';

interface Sent {
  readonly kind: string;
  readonly id?: number;
}

/** A process that does what the test says, and a clock that it drives. */
function supervised() {
  const children: { readonly sent: Sent[]; exit: (code: number) => void; say: (message: unknown) => void; killed: boolean }[] = [];
  const told: BackendTrouble[] = [];
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const backend = superviseBackend({
    fork: () => {
      const listeners: { exit: (code: number) => void; message: (message: unknown) => void } = { exit: () => undefined, message: () => undefined };
      const child = { sent: [] as Sent[], exit: (code: number) => listeners.exit(code), say: (message: unknown) => listeners.message(message), killed: false };
      children.push(child);
      return {
        postMessage: (message: unknown) => void child.sent.push(message as Sent),
        kill: () => {
          child.killed = true;
          child.exit(9);
          return true;
        },
        on: (event: 'exit' | 'message', listener: (value: never) => void) => Object.assign(listeners, { [event]: listener }),
      };
    },
    channel: () => new MessageChannelMain(),
    clock: () => now,
    after: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
    tell: (trouble) => told.push(trouble),
  });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  const latest = () => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('Nothing was started.');
    return child;
  };
  return { backend, children, told, pass, latest, timers: () => timers.length };
}

describe('a supervised backend', () => {
  it('is started again after a wait that doubles, up to half a minute', () => {
    const { children, told, pass, latest } = supervised();
    for (let failure = 1; failure <= 9; failure += 1) {
      latest().exit(1);
      expect(told.at(-1)).toEqual({ kind: 'stopped', code: 1, failures: failure, retryInMs: restartWait(failure) });
      pass(restartWait(failure) - 1);
      expect(children).toHaveLength(failure);
      pass(1);
      expect(children).toHaveLength(failure + 1);
    }
    expect([1, 2, 3, 7, 100].map(restartWait)).toEqual([500, 1000, 2000, 30_000, 30_000]);
  });

  it('begins to count anew once it has run for a minute', () => {
    const { told, pass, latest } = supervised();
    latest().exit(1);
    pass(500);
    latest().exit(1);
    expect(told.at(-1)).toMatchObject({ failures: 2 });
    pass(1000);
    pass(60_000);
    latest().exit(139);
    expect(told.at(-1)).toMatchObject({ failures: 1, code: 139 });
  });

  it('hands out a port only when the other end has arrived, if need be at the next process', async () => {
    const { backend, pass, latest } = supervised();
    let ports = 0;
    void backend.connect().then(() => (ports += 1));
    expect(latest().sent).toEqual([{ kind: 'serve', id: 1 }]);
    latest().exit(1);
    void backend.connect().then(() => (ports += 1));
    pass(500);
    expect(latest().sent).toEqual([{ kind: 'serve', id: 1 }, { kind: 'serve', id: 2 }]);
    latest().say({ kind: 'serving', id: 2 });
    latest().say({ kind: 'serving', id: 2 });
    latest().say({ kind: 'serving', id: 7 });
    latest().say('nonsense');
    await Promise.resolve();
    expect(ports).toBe(1);
    latest().say({ kind: 'serving', id: 1 });
    await Promise.resolve();
    expect(ports).toBe(2);
  });

  it('waits for a person when it cannot open its project', () => {
    const { backend, children, told, pass, latest } = supervised();
    latest().say({ kind: 'failed', problem: { code: 'bad-input', message: 'portolan.yaml is broken.' } });
    latest().exit(1);
    expect(told).toEqual([{ kind: 'failed', problem: { code: 'bad-input', message: 'portolan.yaml is broken.' } }]);
    pass(100_000);
    expect(children).toHaveLength(1);
    backend.retry();
    backend.retry();
    expect(children).toHaveLength(2);
    latest().exit(1);
    expect(told.at(-1)).toMatchObject({ kind: 'stopped' });
  });

  it('is told to close and waited for; nothing is started afterwards', async () => {
    const { backend, children, pass, latest, timers } = supervised();
    const closed = backend.close();
    expect(backend.close()).toBe(closed);
    expect(latest().sent).toEqual([{ kind: 'close' }]);
    latest().exit(0);
    await closed;
    expect(timers()).toBe(0);
    pass(100_000);
    backend.retry();
    expect(children).toHaveLength(1);
    expect(children[0]?.killed).toBe(false);
  });

  it('is killed when it does not close, and closes at once when none is running', async () => {
    const slow = supervised();
    const closed = slow.backend.close();
    slow.pass(10_000);
    await closed;
    expect(slow.children[0]?.killed).toBe(true);
    const dead = supervised();
    dead.latest().exit(1);
    await dead.backend.close();
    dead.pass(100_000);
    expect(dead.children).toHaveLength(1);
  });
});
