import { describe, expect, it } from 'vitest';

import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import { takeDelta, usePort } from './port.ts';
import { sayWhatIsPorted, stateAt } from './port-model.ts';
import { snapshotOf, takeSnapshot } from './testing/snapshot.ts';
import { emptySummary } from './testing/summary.ts';

const delta = (change: Partial<Parameters<typeof takeDelta>[0]>): Parameters<typeof takeDelta>[0] => ({
  sequence: 5,
  planDigest: 'plan',
  indexes: [1, 99],
  states: [PACKAGE_STATES.indexOf('in-repo'), 0],
  flags: [1, 0],
  waits: [7, 0],
  failureClasses: [-1, -1],
  owners: ['ada', ''],
  seconds: [90, 0],
  summary: emptySummary(2),
  ...change,
});

describe('the port in the window', () => {
  it('takes deltas into the snapshot, and passes over sources that are not there', () => {
    takeSnapshot(snapshotOf([{ name: 'a', state: 'ready' }, { name: 'b', state: 'building', needs: [0] }]));
    const before = usePort.getState().version;
    expect(takeDelta(delta({}))).toBe(true);
    const { model, sequence, version } = usePort.getState();
    expect(version).toBe(before + 1);
    expect(sequence).toBe(5);
    expect(model === null ? null : [stateAt(model, 0), stateAt(model, 1), model.waits[1], model.owners[1], model.seconds[1]]).toEqual(['ready', 'in-repo', 7, 'ada', 90]);
  });

  it('refuses a delta of another plan, and of a core that has begun anew', () => {
    takeSnapshot({ ...snapshotOf([{ name: 'a', state: 'ready' }]), sequence: 10 });
    expect(takeDelta(delta({ sequence: 11, planDigest: 'other' }))).toBe(false);
    expect(takeDelta(delta({ sequence: 9 }))).toBe(false);
  });

  it('says what is ported in one sentence', () => {
    expect(sayWhatIsPorted({ ...emptySummary(2653), portable: 2651, inRepo: 2431, withDebt: 88, pristine: 1020, leftOut: 12 })).toBe(
      '2,431 ported (88 with debt, 1,020 pristine), 12 left out, 208 to go, of 2,651',
    );
  });
});
