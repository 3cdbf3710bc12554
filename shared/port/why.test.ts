import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PACKAGE_STATES } from '../vocabulary/package-state.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { PortEvent } from './events.ts';
import { Ledger } from './ledger.ts';
import { anyEvent } from './testing/event-arbitrary.ts';
import { UNDECIDED_SENTENCE, whySentence } from './why.ts';

const zlib = 'zlib' as SourceName;
const FACTS = { notForArch: false, broken: null };
const NO_REASONS = { missing: [], root: null, moreRoots: 0, provisional: false };

test('every state says why in whole sentences, whatever has happened', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PACKAGE_STATES), fc.array(anyEvent, { maxLength: 30 }), fc.boolean(), (state, events, provisional) => {
      const ledger = new Ledger();
      events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: index, event }));
      const name = 'alpha' as SourceName;
      const sentence = whySentence(state, ledger.record(name), ledger.attemptsOf(name).at(-1), FACTS, { ...NO_REASONS, provisional });
      expect(sentence.trim()).toBe(sentence);
      expect(sentence).not.toMatch(/undefined|null| {2}/);
    }),
  );
});

test('what the infrastructure did is told with its own words', () => {
  const ledger = new Ledger();
  const events: PortEvent[] = [
    { kind: 'build-requested', sources: [zlib] },
    { kind: 'attempt-created', attempt: 'a' as AttemptId, source: zlib, pass: 1, builder: 'b1' as BuilderName, scratch: false, expected: 'zlib-1-1', generation: 0, debt: false },
    { kind: 'attempt-ended', attempt: 'a' as AttemptId, end: { kind: 'lost', why: 'The builder was rebooted while the attempt ran.' } },
  ];
  events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: index, event }));
  expect(whySentence('queued', ledger.record(zlib), ledger.attemptsOf(zlib).at(-1), FACTS, NO_REASONS)).toBe(
    'Attempt 1 on b1 was lost: The builder was rebooted while the attempt ran. It is tried again soon, on another builder where there is one.',
  );
});

test('what is not known of a buildroot is said beside the state, never in place of it', () => {
  const record = new Ledger().record(zlib);
  const said = (state: (typeof PACKAGE_STATES)[number]): string => whySentence(state, record, undefined, FACTS, { ...NO_REASONS, undecided: true });
  expect(said('ready')).toBe(`All that it needs is there; it can be built. ${UNDECIDED_SENTENCE}`);
  expect(PACKAGE_STATES.filter((state) => said(state).endsWith(UNDECIDED_SENTENCE))).toEqual(['blocked', 'ready', 'queued', 'failed', 'stuck']);
});
