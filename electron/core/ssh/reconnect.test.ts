import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDLE, LONGEST_RETRY, nextLinkState, retryDelay, STEADY, type LinkEvent, type LinkState } from './reconnect.ts';

const random = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Events with the time that passes before each. */
const events = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 100_000 }),
    random,
    kind: fc.constantFrom('wanted', 'connected', 'failed', 'final', 'lost', 'timer', 'again', 'close'),
  }),
  { maxLength: 60 },
);

function eventOf(step: { kind: string; random: number }, now: number): LinkEvent {
  switch (step.kind) {
    case 'wanted':
    case 'connected':
    case 'timer':
    case 'again':
      return { kind: step.kind, now };
    case 'failed':
    case 'final':
      return { kind: 'failed', now, random: step.random, final: step.kind === 'final' };
    case 'lost':
      return { kind: 'lost', now, random: step.random };
    default:
      return { kind: 'close' };
  }
}

function run(steps: readonly { wait: number; kind: string; random: number }[], check: (before: LinkState, event: LinkEvent, after: LinkState, now: number) => void): void {
  let state: LinkState = IDLE;
  let now = 1_000_000;
  for (const step of steps) {
    now += step.wait;
    const event = eventOf(step, now);
    const after = nextLinkState(state, event);
    check(state, event, after, now);
    state = after;
  }
}

describe('the life of a connection', () => {
  it('stays closed, and only halts for a person', () => {
    fc.assert(
      fc.property(events, (steps) => {
        run(steps, (before, event, after) => {
          if (before.kind === 'closed') expect(after).toBe(before);
          if (before.kind === 'halted' && event.kind !== 'again' && event.kind !== 'close') expect(after).toBe(before);
          if (after.kind === 'halted' && before.kind !== 'halted') expect(event).toMatchObject({ kind: 'failed', final: true });
        });
      }),
    );
  });

  it('never connects twice at once, nor before its time', () => {
    fc.assert(
      fc.property(events, (steps) => {
        run(steps, (before, event, after, now) => {
          if (after.kind === 'connecting' && before.kind !== 'connecting') expect(before.kind).not.toBe('ready');
          if (before.kind === 'waiting' && after.kind === 'connecting' && event.kind === 'timer') expect(now).toBeGreaterThanOrEqual(before.retryAt);
          if (after.kind === 'waiting' && before.kind !== 'waiting') {
            expect(after.retryAt).toBeGreaterThan(now);
            expect(after.retryAt).toBeLessThanOrEqual(now + LONGEST_RETRY);
          }
        });
      }),
    );
  });

  it('waits longer after each failure, by up to a half less, and never more than a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), random, (failures, share) => {
        const full = Math.min(LONGEST_RETRY, 1000 * 2 ** Math.min(failures - 1, 16));
        expect(retryDelay(failures, share)).toBeGreaterThanOrEqual(full / 2);
        expect(retryDelay(failures, share)).toBeLessThanOrEqual(full);
      }),
    );
  });

  it('backs off from a line that flaps, and forgives one that held', () => {
    let state: LinkState = { kind: 'connecting', since: 0, failures: 4 };
    state = nextLinkState(state, { kind: 'connected', now: 0 });
    expect(nextLinkState(state, { kind: 'lost', now: 10, random: 0 })).toMatchObject({ failures: 5 });
    expect(nextLinkState(state, { kind: 'lost', now: STEADY, random: 0 })).toMatchObject({ failures: 1 });
  });
});
