import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectClient, type Client, type OpenStream } from '#shared/contract/client.ts';
import { serveWire } from '#shared/contract/host.ts';
import type { LogChunk } from '#shared/contract/schemas/log.ts';
import { STREAM_WINDOW, type Wire } from '#shared/contract/wire.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { countedHandlers, turn, type CountedHandlers } from './counted-handlers.ts';

/** A way to make connected ends of one carrier: [client, host]. */
export interface Carrier {
  readonly pair: () => Promise<readonly [Wire, Wire]>;
  readonly dispose: () => Promise<void>;
}

type Step =
  | { readonly kind: 'call'; readonly behaviour: string }
  | { readonly kind: 'open'; readonly items: number; readonly nature: 'plain' | 'failing' | 'endless' }
  | { readonly kind: 'take'; readonly stream: number; readonly items: number }
  | { readonly kind: 'cancel'; readonly stream: number }
  | { readonly kind: 'turn' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('call'), behaviour: fc.constantFrom('0', '1', '3', 'fail') }),
  fc.record({ kind: fc.constant('open'), items: fc.integer({ min: 0, max: 60 }), nature: fc.constantFrom('plain', 'plain', 'failing', 'endless') }),
  fc.record({ kind: fc.constant('take'), stream: fc.nat(7), items: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ kind: fc.constant('cancel'), stream: fc.nat(7) }),
  fc.record({ kind: fc.constant('turn') }),
);

interface Reader {
  readonly name: string;
  readonly nature: string;
  readonly items: number;
  readonly stream: OpenStream<LogChunk>;
  readonly iterator: AsyncIterator<LogChunk>;
  /** Items that the consumer has asked for so far, and those that it got. */
  asked: Promise<unknown>;
  taken: number;
  cancelled: boolean;
}

/** Runs one script against a connected pair, checks the bound after every step, and returns what is still under way. */
class Session {
  readonly client: Client;
  readonly host: CountedHandlers;
  readonly answers: { readonly name: string; readonly behaviour: string; readonly answer: Promise<unknown> }[] = [];
  readonly readers: Reader[] = [];

  constructor(client: Client, host: CountedHandlers) {
    this.client = client;
    this.host = host;
  }

  async run(step: Step): Promise<void> {
    if (step.kind === 'call') {
      const name = `call-${this.answers.length}`;
      const answer = this.client.call('package.leaveOut', { source: name, reason: step.behaviour }).catch((error: unknown) => error);
      this.answers.push({ name, behaviour: step.behaviour, answer });
    } else if (step.kind === 'open') {
      const name = `${step.nature}-${this.readers.length}`;
      const stream = this.client.open('log.follow', { attempt: name, from: step.items });
      this.readers.push({ name, ...step, stream, iterator: stream[Symbol.asyncIterator](), asked: Promise.resolve(), taken: 0, cancelled: false });
    } else if (step.kind === 'turn') await turn();
    else {
      const reader = this.readers[step.stream];
      if (reader === undefined) return;
      if (step.kind === 'take') reader.asked = Promise.all(Array.from({ length: step.items }, () => take(reader)));
      else {
        reader.cancelled = true;
        reader.stream.cancel();
      }
    }
    this.checkBound();
  }

  /** A slow consumer holds its producer: never more than a window is under way beyond what was taken. */
  checkBound(): void {
    for (const { name, taken } of this.readers) {
      expect((this.host.streams.get(name)?.count ?? 0) - taken).toBeLessThanOrEqual(STREAM_WINDOW);
    }
  }

  async checkAnswers(): Promise<void> {
    for (const { name, behaviour, answer } of this.answers) {
      const outcome = await answer;
      if (behaviour === 'fail') expect(outcome).toMatchObject({ problem: { code: 'conflict', message: `${name} cannot be left out.`, detail: name } });
      else expect(outcome).toEqual({});
      expect(this.host.ran.get(name)).toBe(1);
    }
  }

  /** Reads what is left of every stream, to its end where it has one. */
  async finish(): Promise<void> {
    for (const reader of this.readers) {
      await reader.asked;
      if (reader.nature === 'endless' && !reader.cancelled) {
        reader.cancelled = true;
        reader.stream.cancel();
      }
      let more = true;
      while (more) {
        more = await take(reader);
        this.checkBound();
      }
      if (!reader.cancelled) expect(reader.taken).toBe(reader.items);
    }
  }
}

/** Takes one item, checks that it is the next in order and whole; false when there are no more. */
async function take(reader: Reader): Promise<boolean> {
  try {
    const next = await reader.iterator.next();
    if (next.done === true) {
      if (!reader.cancelled) expect(reader.nature).not.toBe('failing');
      return false;
    }
    expect(next.value).toEqual({ offset: reader.taken, bytes: new Uint8Array([reader.taken & 255, 0, 255]), ended: null });
    reader.taken += 1;
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || reader.nature !== 'failing') throw error;
    expect(error.message).toBe(`${reader.name} broke off.`);
    return false;
  }
}

/** The promises of the contract's two ends, held over one carrier by random scripts; `runs` of them. */
export function describeCarrier(name: string, open: () => Promise<Carrier>, runs: number): void {
  describe(`the contract over ${name}`, () => {
    let carrier: Carrier;
    beforeAll(async () => {
      carrier = await open();
    });
    afterAll(() => carrier.dispose());

    const connect = async (): Promise<Session> => {
      const [near, far] = await carrier.pair();
      const host = countedHandlers();
      serveWire(far, host.handlers, () => 'operate');
      return new Session(await connectClient(near, null), host);
    };

    it('answers every call once, keeps streams in order and bounded, and lets every handler leave', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (script) => {
          const session = await connect();
          for (const each of script) await session.run(each);
          await session.finish();
          await session.checkAnswers();
          for (const produced of session.host.streams.values()) await produced.left;
          session.client.close();
        }),
        { numRuns: runs },
      );
    });

    it('settles everything on either side when either end closes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (script, fromClient) => {
          const [near, far] = await carrier.pair();
          const host = countedHandlers();
          serveWire(far, host.handlers, () => 'operate');
          const session = new Session(await connectClient(near, null), host);
          const told = new Promise<void>((resolve) => session.client.onClose(resolve));
          for (const each of script) {
            // What is asked for is cut off by the close, and settles below.
            if (each.kind !== 'take') await session.run(each);
          }
          const pending = session.answers.map(({ answer }) => answer);
          (fromClient ? near : far).close();
          await told;
          for (const outcome of await Promise.all(pending)) {
            if (outcome instanceof ProblemError) expect(['unreachable', 'conflict']).toContain(outcome.problem.code);
            else expect(outcome).toEqual({});
          }
          for (const { iterator } of session.readers) {
            let ended = false;
            while (!ended) ended = await iterator.next().then(({ done }) => done === true, (error: unknown) => error instanceof ProblemError);
          }
          for (const produced of host.streams.values()) await produced.left;
          await expect(session.client.call('package.leaveOut', { source: 'late', reason: '0' })).rejects.toMatchObject({ problem: { code: 'unreachable' } });
          await expect(session.client.open('log.follow', { attempt: 'late', from: 1 })[Symbol.asyncIterator]().next()).rejects.toMatchObject({ problem: { code: 'unreachable' } });
        }),
        { numRuns: runs },
      );
    });

    it('stops the handler of a stream that is left in the middle', async () => {
      const session = await connect();
      let seen = 0;
      for await (const { offset } of session.client.open('log.follow', { attempt: 'endless-0', from: 0 })) {
        seen += 1;
        if (offset === 40) break;
      }
      expect(seen).toBe(41);
      const produced = session.host.streams.get('endless-0');
      await produced?.left;
      expect(produced?.aborted).toBe(true);
      session.client.close();
    });

    it('holds a consumer that takes nothing to one window, while others go on', async () => {
      const session = await connect();
      session.client.open('log.follow', { attempt: 'endless-slow', from: 0 });
      let seen = 0;
      for await (const { bytes } of session.client.open('log.follow', { attempt: 'quick', from: 500 })) seen += bytes.length / 3;
      expect(seen).toBe(500);
      expect(session.host.streams.get('endless-slow')?.count).toBe(STREAM_WINDOW);
      session.client.close();
    });

    it('ignores frames that are no messages, and answers afterwards', async () => {
      const [near, far] = await carrier.pair();
      serveWire(far, countedHandlers().handlers, () => 'operate');
      const client = await connectClient(near, null);
      for (const frame of [1, 'text', [], {}, { kind: 'call' }, { kind: 'call', id: -1, name: 'x' }, { kind: 'ack', id: 1e99, taken: 1 }, new Uint8Array([1, 2, 3])]) near.send(frame);
      await expect(client.call('package.leaveOut', { source: 'a', reason: '0' })).resolves.toEqual({});
      client.close();
    });

    it('delivers the refusal of a token before it closes', async () => {
      const [near, far] = await carrier.pair();
      serveWire(far, countedHandlers().handlers, () => ({ code: 'not-allowed', message: 'No.' }));
      await expect(connectClient(near, 'wrong')).rejects.toMatchObject({ problem: { code: 'not-allowed', message: 'No.' } });
    });
  });
}
