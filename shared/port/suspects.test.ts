import { expect, test } from 'vitest';

import { planOf } from '../plan/testing/small-plan.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { PortEvent } from './events.ts';
import { Ledger } from './ledger.ts';
import { suspicionOf } from './suspects.ts';

/** p0 needs p1 and p2; p1 needs p3, which is in p0's buildroot as well. p4 is in nobody's. */
const PLAN = planOf(5, [[0, 1], [0, 2], [0, 3], [1, 3]]);

function history(...steps: readonly string[]): Ledger {
  const ledger = new Ledger();
  let sequence = 0;
  const apply = (event: PortEvent): void => void ledger.apply({ sequence: ++sequence, at: sequence * 1000, event });
  for (const step of steps) {
    const [name = '', verb = '', id = '', builder = 'b1'] = step.split(' ');
    const attempt = id as AttemptId;
    const source = name as SourceName;
    apply({ kind: 'attempt-created', attempt, source, pass: 1, builder: builder as BuilderName, scratch: false, expected: `${name}-${id}`, generation: 0, debt: false });
    if (verb === 'fails') {
      apply({ kind: 'attempt-ended', attempt, end: { kind: 'failed', failure: { failureClass: 'unknown', fault: 'package', explanation: '', causal: null, signature: 'x' } } });
      continue;
    }
    apply({ kind: 'attempt-ended', attempt, end: { kind: 'succeeded' } });
    apply({ kind: 'generation-published', generation: sequence, attempts: [attempt] });
  }
  return ledger;
}

test('names what has landed anew in the buildroot since the last good attempt, the nearest first', () => {
  const ledger = history('p3 lands c1', 'p1 lands b1', 'p4 lands d1', 'p0 lands a1', 'p3 lands c2', 'p2 lands e1', 'p4 lands d2', 'p0 fails a2 b2');
  const bad = ledger.attempt('a2' as AttemptId);
  const found = bad === undefined ? null : suspicionOf(PLAN, ledger, 0, bad);
  expect(found?.good.id).toBe('a1');
  expect(found?.suspects).toEqual([
    { source: 'p2', distance: 1, now: 'e1', before: null },
    { source: 'p3', distance: 1, now: 'c2', before: 'c1' },
  ]);
  expect(found?.own.builder).toEqual({ before: 'b1', now: 'b2' });
});

test('what landed after the failed attempt was made is not suspected', () => {
  const ledger = history('p1 lands b1', 'p0 lands a1', 'p0 fails a2', 'p1 lands b2');
  const bad = ledger.attempt('a2' as AttemptId);
  expect(bad === undefined ? null : suspicionOf(PLAN, ledger, 0, bad)?.suspects).toEqual([]);
});

test('a package that never built has nothing to compare with', () => {
  const ledger = history('p0 fails a1');
  const bad = ledger.attempt('a1' as AttemptId);
  expect(bad === undefined ? undefined : suspicionOf(PLAN, ledger, 0, bad)).toBeNull();
});
