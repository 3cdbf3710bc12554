import fc from 'fast-check';
import { expect, test } from 'vitest';

import { tallyOf } from '#shared/progress/tally.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import { PortColumns } from './port-columns.ts';

const ROWS = 5;

type Step =
  | { readonly kind: 'event'; readonly row: number; readonly state: number; readonly flags: number }
  | { readonly kind: 'mode'; readonly row: number; readonly state: number }
  | { readonly kind: 'waits'; readonly waits: readonly number[] }
  | { readonly kind: 'open' | 'delta' };

const row = fc.nat(ROWS - 1);
const state = fc.nat(PACKAGE_STATES.length - 1);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('event' as const), row, state, flags: fc.constantFrom(0, 1, FLAG_BITS.pristine, 1 | FLAG_BITS.pristine) }),
    fc.record({ kind: fc.constant('mode' as const), row, state }),
    fc.record({ kind: fc.constant('waits' as const), waits: fc.array(fc.nat(3), { minLength: ROWS, maxLength: ROWS }) }),
    fc.constantFrom<Step>({ kind: 'open' }, { kind: 'delta' }),
  ),
  { maxLength: 60 },
);

test('whoever takes a snapshot and then every delta has what the port has, however events, waits and cuts alternate', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const columns = new PortColumns(ROWS, 1);
      const picture = (): string[] => Array.from({ length: ROWS }, (_, each) => [columns.states[each], columns.flags[each], columns.waits[each]].join());
      const followers: { seen: number; readonly copy: string[] }[] = [];
      let sequence = 1;
      for (const step of list) {
        if (step.kind === 'event') columns.set(step.row, PACKAGE_STATES[step.state] ?? 'ready', step.flags, ++sequence);
        if (step.kind === 'mode') columns.set(step.row, PACKAGE_STATES[step.state] ?? 'ready', columns.flags[step.row] ?? 0, sequence);
        if (step.kind === 'waits') columns.setWaits(step.waits, sequence);
        if (step.kind === 'open') {
          columns.cut(sequence);
          followers.push({ seen: sequence, copy: picture() });
        }
        if (step.kind !== 'delta') continue;
        for (const follower of followers) {
          for (const changed of columns.changedAfter(follower.seen)) follower.copy[changed] = picture()[changed] ?? '';
          follower.seen = columns.cut(sequence);
          expect(follower.copy).toEqual(picture());
        }
      }
      const states = Array.from({ length: ROWS }, (_, each) => columns.stateAt(each));
      const counted = tallyOf(states, (each) => ((columns.flags[each] ?? 0) & 1) !== 0, (each) => ((columns.flags[each] ?? 0) & FLAG_BITS.pristine) !== 0);
      expect([columns.counts, columns.withDebt, columns.pristine]).toEqual([counted.counts, counted.withDebt, counted.pristine]);
    }),
  );
});
