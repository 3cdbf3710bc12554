import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { HistoryPiece } from '#shared/contract/schemas/history.ts';
import { historyPiece } from '#shared/contract/schemas/history.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { planOf } from '#shared/plan/testing/small-plan.ts';
import type { PassMode } from '#shared/plan/types.ts';
import { anyEvent } from '#shared/port/testing/event-arbitrary.ts';
import type { PortEvent } from '#shared/port/events.ts';

import { PortService } from '../port/port-service.ts';
import { openDatabase } from '../store/database.ts';
import { EventLog } from '../store/event-log.ts';
import { PortHistory } from './port-history.ts';

const NAMES = ['alpha', 'beta', 'gamma'];
const small = planOf(3, [[0, 1], [1, 2, 1], [2, 1]]);
const PLAN = { ...small, sources: small.sources.map((source, row) => ({ ...source, name: NAMES[row] ?? '' })) };
const FACTS = NAMES.map(() => ({ notForArch: false, broken: null }));
const PASSES: readonly PassMode[] = [{ kind: 'rolling', provider: 'wait' }, { kind: 'frozen' }];

/** What a window that takes every piece shows. */
class Shown {
  digest = '';
  looks: number[] = [];

  take(piece: HistoryPiece): void {
    historyPiece.parse(piece);
    if (piece.begin !== null) [this.digest, this.looks] = [piece.planDigest, [...piece.begin]];
    expect(piece.planDigest).toBe(this.digest);
    piece.rows.forEach((row, index) => (this.looks[row] = piece.looks[index] ?? -1));
  }
}

function looksOf(port: PortService): number[] {
  const { states, flags } = port.snapshot();
  return states.map((state, row) => 2 * state + (((flags[row] ?? 0) & (FLAG_BITS.provisional | FLAG_BITS.triaged)) !== 0 ? 1 : 0));
}

async function replayed(before: readonly PortEvent[], during: readonly (readonly PortEvent[])[]): Promise<void> {
  const database = openDatabase(':memory:');
  let clock = 0;
  const log = new EventLog(database, () => (clock += 1000));
  log.append(before);
  const port = new PortService(log, () => clock, () => PASSES);
  port.usePlan(PLAN, 'one', FACTS);
  const controller = new AbortController();
  const shown = new Shown();
  const batches = [...during];
  for await (const piece of new PortHistory(log, port, () => PASSES).follow(controller.signal)) {
    shown.take(piece);
    if (!piece.whole) continue;
    expect(shown.looks).toEqual(looksOf(port));
    // What changes nothing that is shown tells nothing, so the next batch is waited for only where it does.
    let changed = false;
    while (!changed && batches.length > 0) {
      const looks = looksOf(port).join();
      port.record(batches.shift() ?? []);
      changed = looksOf(port).join() !== looks;
    }
    if (!changed) controller.abort();
  }
  port.close();
  database.close();
}

test('the past, told piece by piece, ends where the port stands, and goes on with it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { maxLength: 30 }), fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 4 }), { maxLength: 3 }), replayed),
    { numRuns: 40 },
  );
});

test('another plan is told from its beginning', async () => {
  const database = openDatabase(':memory:');
  const log = new EventLog(database, () => 5);
  const port = new PortService(log, () => 5, () => PASSES);
  port.usePlan(PLAN, 'one', FACTS);
  const controller = new AbortController();
  const digests: string[] = [];
  for await (const piece of new PortHistory(log, port, () => PASSES).follow(controller.signal)) {
    digests.push(`${piece.planDigest} ${piece.begin === null ? 'on' : 'anew'}`);
    if (digests.length === 1) port.usePlan({ ...PLAN, sources: PLAN.sources.slice(0, 3) }, 'two', FACTS);
    else controller.abort();
  }
  expect(digests).toEqual(['one anew', 'two anew']);
  port.close();
  database.close();
});
