import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import { ageInDays, carriesFix, dayOf, trialWithout } from './debt.ts';
import type { AttemptEnd, PortEvent, ScratchPurpose } from './events.ts';
import type { FixChange } from './fix.ts';
import type { Attempt } from './attempt.ts';
import { Ledger } from './ledger.ts';

const lua = 'lua' as SourceName;
const nocheck: FixChange = { kind: 'nocheck' };
const DAY = 86_400_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');

/** Attempts of lua, one a day, each a scratch build with this purpose and end. */
function tries(...each: readonly { readonly purpose: Partial<ScratchPurpose>; readonly end: AttemptEnd | null }[]): readonly Attempt[] {
  const ledger = new Ledger();
  each.forEach(({ purpose, end }, index) => {
    const attempt = `a-${index}` as AttemptId;
    const created: PortEvent = {
      kind: 'attempt-created', attempt, source: lua, pass: 1, builder: 'b1' as BuilderName, scratch: true, expected: 'lua-1-1', generation: 0, debt: false, fixes: [],
      purpose: { wish: String(index), words: '', fixes: [], without: nocheck, until: null, ...purpose },
    };
    ledger.apply({ sequence: 2 * index + 1, at: NOON + index * DAY, event: created });
    if (end !== null) ledger.apply({ sequence: 2 * index + 2, at: NOON + index * DAY + 1, event: { kind: 'attempt-ended', attempt, end } });
  });
  return ledger.attemptsOf(lua);
}

const failed = (fault: 'package' | 'infrastructure'): AttemptEnd => ({ kind: 'failed', failure: { failureClass: 'test-failure', fault, explanation: '', causal: null, signature: '' } });

test('the last try without the fix is what counts', () => {
  expect(trialWithout(tries({ purpose: {}, end: failed('package') }, { purpose: {}, end: { kind: 'succeeded' } }), nocheck, '2026-11-01')).toMatchObject({ kind: 'succeeded', attempt: { id: 'a-1' } });
  expect(trialWithout(tries({ purpose: {}, end: { kind: 'succeeded' } }, { purpose: {}, end: null }), nocheck, undefined).kind).toBe('running');
  expect(trialWithout(tries({ purpose: {}, end: failed('package') }), nocheck, undefined).kind).toBe('failed');
});

test('what says nothing of the fix is no try of it: of another, up to %prep, before it was there, or stopped by the machine', () => {
  expect(trialWithout(tries({ purpose: { without: null }, end: { kind: 'succeeded' } }), nocheck, undefined).kind).toBe('never');
  expect(trialWithout(tries({ purpose: { until: 'prep' }, end: { kind: 'succeeded' } }), nocheck, undefined).kind).toBe('never');
  expect(trialWithout(tries({ purpose: {}, end: { kind: 'succeeded' } }), nocheck, '2026-11-21').kind).toBe('never');
  expect(trialWithout(tries({ purpose: {}, end: failed('infrastructure') }), nocheck, undefined).kind).toBe('undecided');
});

test('a fix ages by the day, and one without a day by none', () => {
  expect([ageInDays('2026-11-20', NOON), ageInDays('2026-11-01', NOON), ageInDays('2027-01-01', NOON), ageInDays('soon', NOON), ageInDays(undefined, NOON)]).toEqual([0, 19, 0, null, null]);
});

test('a day is where the calendar has it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(dayOf(day)).toBe(Date.parse(day));
    }),
  );
});

test('an attempt carries what it was built with; of an old one it is known only that it had debt', () => {
  expect(carriesFix({ fixes: [nocheck], debt: true }, nocheck)).toBe(true);
  expect(carriesFix({ fixes: [], debt: true }, nocheck)).toBe(false);
  expect(carriesFix({ fixes: null, debt: true }, nocheck)).toBe(true);
});
