import { describe, expect, it } from 'vitest';

import { ProblemError, problem } from '../vocabulary/problem.ts';
import { contract } from './contract.ts';
import { serveWire, type Authorise, type Handlers } from './host.ts';
import { STREAM_WINDOW, WIRE_VERSION, type Wire } from './wire.ts';

/** A wire whose far end is the test: what the host sent, and a way to say anything. */
function serve(given: Partial<Handlers>, authorise: Authorise = () => 'operate') {
  const sent: unknown[] = [];
  let listener: (frame: unknown) => void = () => undefined;
  let closeListener = (): void => undefined;
  let open = true;
  const wire: Wire = {
    send: (frame) => sent.push(frame),
    onFrame: (each) => (listener = each),
    onClose: (each) => (closeListener = each),
    close: () => (open = false),
  };
  const refusing = Object.fromEntries(Object.keys(contract).map((name) => [name, () => Promise.reject(new ProblemError('unsupported', name))]));
  serveWire(wire, { ...(refusing as unknown as Handlers), ...given }, authorise);
  return {
    sent,
    say: (frame: unknown) => listener(frame),
    hello: (version: unknown = WIRE_VERSION) => listener({ kind: 'hello', version, token: null }),
    drop: () => closeListener(),
    get open() {
      return open;
    },
    /** Lets everything run that can run without anything from outside. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('a host', () => {
  it('hears nothing before the hello, of another version, or with a refused token', () => {
    const early = serve({});
    early.say({ kind: 'call', id: 1, name: 'fleet.list', input: {} });
    expect(early.sent).toMatchObject([{ kind: 'problem', id: 0, problem: { code: 'bad-input' } }]);
    expect(early.open).toBe(false);
    const other = serve({});
    other.hello(WIRE_VERSION + 1);
    expect(other.sent).toMatchObject([{ kind: 'problem', id: 0, problem: { code: 'unsupported' } }]);
    expect(other.open).toBe(false);
    const refused = serve({}, () => problem('not-allowed', 'No.'));
    refused.hello();
    expect(refused.sent).toMatchObject([{ kind: 'problem', id: 0, problem: { code: 'not-allowed', message: 'No.' } }]);
    expect(refused.open).toBe(false);
  });

  it('parses input, names what is wrong with it, and does not call', async () => {
    const calls: unknown[] = [];
    const host = serve({ 'package.leaveOut': (input) => (calls.push(input), {}) });
    host.hello();
    host.say({ kind: 'call', id: 1, name: 'package.leaveOut', input: { source: 'zlib', reason: '  ' } });
    host.say({ kind: 'call', id: 2, name: 'package.leaveOut', input: { source: 'zlib', reason: ' no port ', extra: 1 } });
    await host.settle();
    expect(host.sent.slice(1)).toEqual([
      { kind: 'problem', id: 1, problem: { code: 'bad-input', message: 'package.leaveOut was asked with something it cannot take (reason): Give a reason' } },
      { kind: 'result', id: 2, value: {} },
    ]);
    expect(calls).toEqual([{ source: 'zlib', reason: 'no port' }]);
  });

  it('tells what a handler throws: a problem as it is, anything else as internal', async () => {
    const host = serve({
      'fleet.list': () => {
        throw new RangeError('boom');
      },
      'plan.summarise': () => Promise.reject(new ProblemError('not-found', 'There is no plan yet.')),
    });
    host.hello();
    host.say({ kind: 'call', id: 1, name: 'fleet.list', input: {} });
    host.say({ kind: 'call', id: 2, name: 'plan.summarise', input: {} });
    await host.settle();
    expect(host.sent.slice(1)).toMatchObject([
      { kind: 'problem', id: 1, problem: { code: 'internal', detail: 'RangeError: boom' } },
      { kind: 'problem', id: 2, problem: { code: 'not-found', message: 'There is no plan yet.' } },
    ]);
  });

  it('refuses a number that is in use, more than it can hold, and kinds that do not fit', async () => {
    const host = serve({ 'fleet.list': () => new Promise(() => undefined) });
    host.hello();
    for (let id = 1; id <= 300; id += 1) host.say({ kind: 'call', id, name: 'fleet.list', input: {} });
    host.say({ kind: 'call', id: 1, name: 'fleet.list', input: {} });
    await host.settle();
    expect(host.sent.slice(1)).toHaveLength(300 - 256 + 1);
    expect(host.sent.at(-1)).toMatchObject({ kind: 'problem', id: 1, problem: { code: 'limit' } });
    const other = serve({});
    other.hello();
    other.say({ kind: 'open', id: 1, name: 'fleet.list', input: {} });
    other.say({ kind: 'call', id: 2, name: 'fleet.changes', input: {} });
    expect(other.sent.slice(1)).toMatchObject([{ id: 1, problem: { code: 'not-found' } }, { id: 2, problem: { code: 'not-found' } }]);
  });

  it('is not fooled by acknowledgements of what it never sent', async () => {
    let produced = 0;
    const host = serve({
      'fleet.changes': async function* () {
        for (;;) {
          produced += 1;
          yield await Promise.resolve([]);
        }
      },
    });
    host.hello();
    host.say({ kind: 'open', id: 1, name: 'fleet.changes', input: {} });
    await host.settle();
    expect(produced).toBe(STREAM_WINDOW);
    host.say({ kind: 'ack', id: 1, taken: 1_000_000 });
    await host.settle();
    expect(produced).toBe(2 * STREAM_WINDOW);
    host.say({ kind: 'ack', id: 1, taken: -5 });
    host.say({ kind: 'ack', id: 1, taken: STREAM_WINDOW });
    await host.settle();
    expect(produced).toBe(2 * STREAM_WINDOW);
    host.drop();
  });

  it('keeps a stream whose number was cancelled and used again apart from the old one', async () => {
    const release: (() => void)[] = [];
    const host = serve({
      // Deaf to its signal on purpose: it ends only when the test says so.
      'fleet.changes': async function* () {
        await new Promise<void>((resolve) => release.push(resolve));
        yield [];
      },
    });
    host.hello();
    host.say({ kind: 'open', id: 1, name: 'fleet.changes', input: {} });
    host.say({ kind: 'cancel', id: 1 });
    host.say({ kind: 'open', id: 1, name: 'fleet.changes', input: {} });
    release[0]?.();
    await host.settle();
    expect(host.sent).toHaveLength(1);
    host.say({ kind: 'open', id: 1, name: 'fleet.changes', input: {} });
    expect(host.sent.at(-1)).toMatchObject({ kind: 'problem', id: 1, problem: { code: 'limit' } });
    release[1]?.();
    await host.settle();
    expect(host.sent.slice(-2)).toMatchObject([{ kind: 'item', id: 1 }, { kind: 'end', id: 1 }]);
  });
});
