import fc from 'fast-check';
import { expect, test } from 'vitest';

import { planOf } from '../plan/testing/small-plan.ts';
import type { PassMode, Plan } from '../plan/types.ts';
import type { PortEvent } from './events.ts';
import { Ledger } from './ledger.ts';
import { lookIn, Replay } from './replay.ts';
import { StateDeriver } from './state-deriver.ts';
import { anyEvent } from './testing/event-arbitrary.ts';

const NAMES = ['alpha', 'beta', 'gamma'];
const MODES: readonly PassMode[] = [{ kind: 'rolling', provider: 'wait' }, { kind: 'rolling', provider: 'use-base' }, { kind: 'frozen' }];
const FACTS = NAMES.map((name) => ({ notForArch: false, broken: name === 'gamma' ? 'no such file' : null }));
const modeOf = (pass: number): PassMode => MODES[pass - 1] ?? { kind: 'frozen' };

const node = fc.nat({ max: 2 });
const anyPlan: fc.Arbitrary<Plan> = fc.array(fc.tuple(node, node, fc.nat(3)), { maxLength: 5 }).map((edges) => {
  const plan = planOf(3, edges);
  return { ...plan, sources: plan.sources.map((source, index) => ({ ...source, name: NAMES[index] ?? '' })) };
});

/** Every look from scratch, as the ledger is after these events. */
function looksAfter(plan: Plan, events: readonly PortEvent[]): number[] {
  const ledger = new Ledger();
  events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: index, event }));
  const deriver = new StateDeriver(ledger, plan, modeOf(ledger.pass), FACTS);
  const looks: number[] = [];
  deriver.deriveAll((row) => void (looks[row] = lookIn(deriver, row)));
  return looks;
}

test('after each event the replay stands where the port stood then, and its changes lead there from the beginning', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(fc.tuple(anyEvent, fc.integer({ min: -5, max: 50 })), { maxLength: 30 }), (plan, steps) => {
      const replay = new Replay({ plan, facts: FACTS, modeOf });
      expect([...replay.begin]).toEqual(looksAfter(plan, []));
      const shown = [...replay.begin];
      let told = 0;
      let clock = 1000;
      let openings = 0;
      const alone = new Ledger();
      steps.forEach(([event, later], index) => {
        clock += later;
        replay.apply({ sequence: index + 1, at: clock, event });
        if (alone.apply({ sequence: index + 1, at: clock, event }) === null) openings += 1;
        const { rows, looks } = replay.changes(told, 1000);
        rows.forEach((row, position) => (shown[row] = looks[position] ?? -1));
        told += rows.length;
        const expected = looksAfter(plan, steps.slice(0, index + 1).map(([each]) => each));
        expect([...replay.looks]).toEqual(expected);
        expect(shown).toEqual(expected);
      });
      const { at } = replay.changes(0, replay.count);
      expect(at).toEqual(at.toSorted((a, b) => a - b));
      expect(replay.passes.length).toBe(steps.length === 0 ? 0 : 1 + openings);
    }),
  );
});
