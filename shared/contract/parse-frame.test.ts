import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clientMessage, hostMessage } from './parse-frame.ts';
import type { ClientMessage, HostMessage } from './wire.ts';

const id = fc.integer({ min: 1, max: 0xffff_ffff });
const asked: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({ kind: fc.constant('hello'), version: fc.integer(), token: fc.option(fc.string()) }),
  fc.record({ kind: fc.constantFrom('call', 'open'), id, name: fc.string(), input: fc.jsonValue() }),
  fc.record({ kind: fc.constant('ack'), id, taken: fc.integer() }),
  fc.record({ kind: fc.constant('cancel'), id }),
);
const answered: fc.Arbitrary<HostMessage> = fc.oneof(
  fc.record({ kind: fc.constant('welcome'), version: fc.integer(), access: fc.constantFrom('read', 'operate') }),
  fc.record({ kind: fc.constantFrom('result', 'item'), id, value: fc.jsonValue() }),
  fc.record({ kind: fc.constant('problem'), id: fc.oneof(id, fc.constant(0)), problem: fc.record({ code: fc.constantFrom('limit', 'internal'), message: fc.string(), detail: fc.string() }) }),
  fc.record({ kind: fc.constant('end'), id }),
);
/** Anything, and messages with one field spoiled. */
const hostile = (message: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.anything(),
    fc.tuple(message, fc.constantFrom('kind', 'id', 'name', 'version', 'access', 'problem', 'taken'), fc.anything()).map(([each, key, value]) => ({ ...each, [key]: value })),
  );

describe('a frame', () => {
  it('is the message that it carries', () => {
    fc.assert(
      fc.property(asked, answered, (near, far) => {
        expect(clientMessage(near)).toEqual(near);
        expect(hostMessage(far)).toEqual(far);
      }),
    );
  });

  it('is null or a message of a known shape, whatever comes', () => {
    fc.assert(
      fc.property(hostile(asked), (frame) => {
        const message = clientMessage(frame);
        if (message !== null && message.kind !== 'hello') expect(message.id).toSatisfy((number: number) => Number.isInteger(number) && number >= 1 && number <= 0xffff_ffff);
      }),
    );
    fc.assert(
      fc.property(hostile(answered), (frame) => {
        const message = hostMessage(frame);
        if (message?.kind === 'problem') expect(typeof message.problem.message).toBe('string');
      }),
    );
  });

  it('brings nothing along that the message does not have', () => {
    expect(clientMessage({ kind: 'cancel', id: 1, access: 'operate' })).toEqual({ kind: 'cancel', id: 1 });
    expect(clientMessage({ kind: 'hello', version: '1', token: 5 })).toEqual({ kind: 'hello', version: 0, token: null });
  });
});
