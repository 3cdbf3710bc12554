import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SourceName } from '../vocabulary/ids.ts';
import type { Failure } from './events.ts';
import { Ledger } from './ledger.ts';
import { anyEvent } from './testing/event-arbitrary.ts';
import { packageStateOf } from './package-state.ts';
import { standingClass, verdictStands } from './verdict.ts';

const failure = (signature: string): Failure => ({ failureClass: 'unknown', fault: 'package', explanation: '', causal: null, signature });
const verdict = { failureClass: 'byte-order', note: 'see upstream', signature: 'unknown: a', at: 0 };

test('a verdict stands for as long as the same failure comes again', () => {
  expect(verdictStands(verdict, failure('unknown: a'))).toBe(true);
  expect(verdictStands(verdict, failure('unknown: b'))).toBe(false);
  expect(standingClass(verdict, failure('unknown: a'))).toBe('byte-order');
  expect(standingClass(verdict, failure('unknown: b'))).toBe('unknown');
});

test('verdicts and owners change no state', () => {
  const judging = new Set(['verdict-given', 'verdict-withdrawn', 'owner-set']);
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const [all, without] = [new Ledger(), new Ledger()];
      events.forEach((event, index) => {
        const recorded = { sequence: index + 1, at: index, event };
        all.apply(recorded);
        if (!judging.has(event.kind)) without.apply(recorded);
      });
      for (const name of ['alpha', 'beta', 'gamma'] as SourceName[]) {
        const state = (ledger: Ledger): string => packageStateOf(ledger.record(name), ledger.attemptsOf(name).at(-1), { notForArch: false, broken: null }, 'ready');
        expect(state(all)).toBe(state(without));
      }
    }),
  );
});
