import { describe, expect, it } from 'vitest';

import { WIRE_VERSION, type Wire } from '#shared/contract/wire.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { keepConnected, retryWait, type ConnectionEvent } from './keep-connected.ts';

/** A host at the other end of a wire that welcomes or refuses, and can be cut. */
function fakeWire(answer: 'welcome' | 'refuse'): Wire & { cut(): void } {
  let onFrame: (frame: unknown) => void = () => undefined;
  const closes: (() => void)[] = [];
  const cut = (): void => closes.forEach((close) => close());
  return {
    send: () =>
      queueMicrotask(() =>
        onFrame(
          answer === 'welcome'
            ? { kind: 'welcome', version: WIRE_VERSION, access: 'operate' }
            : { kind: 'problem', id: 0, problem: { code: 'not-allowed', message: 'No.' } },
        ),
      ),
    onFrame: (listener) => (onFrame = listener),
    onClose: (listener) => closes.push(listener),
    close: cut,
    cut,
  };
}

describe('keeping connected', () => {
  it('doubles its waits up to ten seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(retryWait)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('comes back after the wire is cut and after failures to open, and starts its waits anew', async () => {
    const stop = new AbortController();
    const events: ConnectionEvent[] = [];
    const waits: number[] = [];
    let opened = 0;
    await keepConnected(
      {
        open: () => {
          opened += 1;
          if (opened === 2 || opened === 3) return Promise.reject(new ProblemError('unreachable', 'Gone.'));
          const wire = fakeWire('welcome');
          setTimeout(() => wire.cut());
          return Promise.resolve(wire);
        },
        token: () => null,
        wait: (milliseconds) => {
          waits.push(milliseconds);
          if (waits.length === 4) stop.abort();
          return Promise.resolve();
        },
        tell: (event) => events.push(event),
      },
      stop.signal,
    );
    expect(waits).toEqual([500, 1000, 2000, 500]);
    expect(events.map((event) => event.kind)).toEqual(['connecting', 'open', 'lost', 'lost', 'lost', 'open', 'lost']);
  });

  it('gives up when the host refuses', async () => {
    const events: ConnectionEvent[] = [];
    await keepConnected(
      { open: () => Promise.resolve(fakeWire('refuse')), token: () => 'x', wait: () => Promise.resolve(), tell: (event) => events.push(event) },
      new AbortController().signal,
    );
    expect(events.at(-1)).toEqual({ kind: 'refused', problem: { code: 'not-allowed', message: 'No.' } });
  });
});
