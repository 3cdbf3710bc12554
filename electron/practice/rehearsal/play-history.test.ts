import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockerTracker } from '#shared/plan/blockers.ts';
import { anyMode, anyPlan } from '#shared/plan/testing/small-plan.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE, type PassMode, type Plan } from '#shared/plan/types.ts';
import { Ledger } from '#shared/port/ledger.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';
import { CLUSTERS } from '../simulator/build/outcomes.ts';
import { randomFor } from '../simulator/random.ts';
import { playHistory, type HistoryToPlay } from './play-history.ts';
import type { TimedEvent } from './played-port.ts';
import type { FailingPart } from './script-of-history.ts';

const named = (node: number): SourceName => `p${node}` as SourceName;
const FAILURE = { failureClass: 'test-failure', fault: 'package', explanation: 'It failed.', causal: null, signature: 'test' } as const;
const FLEET = ['a', 'b', 'c'].map((builder, index) => ({ builder: builder as BuilderName, slots: 1 + index, pool: index === 0 ? 'one' : 'two' }));

interface Case {
  readonly plan: Plan;
  readonly mode: PassMode;
  readonly seed: string;
  readonly cap: number;
  readonly unlucky: number;
  readonly parts: readonly { readonly node: number; readonly from: number; readonly fixed: boolean }[];
  readonly leftOut: readonly number[];
  readonly nights: readonly (readonly number[])[];
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  plan: anyPlan(),
  mode: anyMode,
  seed: fc.string(),
  cap: fc.integer({ min: 1, max: 3 }),
  unlucky: fc.constantFrom(0, 0.3, 0.9),
  parts: fc.array(fc.record({ node: fc.nat({ max: 8 }), from: fc.nat({ max: 2 }), fixed: fc.boolean() }), { maxLength: 4 }),
  leftOut: fc.array(fc.nat({ max: 8 }), { maxLength: 2 }),
  nights: fc.array(fc.uniqueArray(fc.nat({ max: 8 })), { minLength: 1, maxLength: 3 }),
});

function played({ plan, mode, seed, cap, unlucky, parts, leftOut, nights }: Case): readonly TimedEvent[] {
  const cluster = CLUSTERS[0];
  if (cluster === undefined) throw new Error('There are no clusters.');
  const random = randomFor(seed);
  let attempts = 0;
  const input: HistoryToPlay = {
    tracker: new BlockerTracker(plan, mode),
    facts: plan.sources.map(() => ({ notForArch: false, broken: null })),
    script: {
      leftOut: new Map(leftOut.map((node) => [named(node), 'not wanted'])),
      failing: new Map(parts.map(({ node, from, fixed }): [SourceName, FailingPart] => [named(node), { cluster, from, fix: fixed ? { change: { kind: 'nocheck' }, reason: 'tests', debt: true } : null, verdict: { owner: 'Mei', note: 'seen' } }])),
      nights: nights.map((nodes) => ({ wanted: nodes.map(named), rebuilt: nodes.slice(0, 1).map(named), lost: nodes.slice(1, 2).map(named) })),
    },
    fleet: FLEET,
    caps: new Map([['two', cap]]),
    noCheck: false,
    random,
    unlucky,
    idOf: () => `a-${attempts++}` as AttemptId,
    begin: ({ cause }) => ({
      duration: 1_000 + Math.floor(random() * 1e7),
      steps: [{ at: 0, step: { state: 'preparing' } }, { at: 500, step: { state: 'building', phase: 'build' } }],
      end: () => (cause === null ? { kind: 'succeeded' } : { kind: 'failed', failure: FAILURE }),
      cut: () => undefined,
    }),
  };
  return playHistory(input);
}

/** Whether something that this source needs is neither in the repository nor to be had from a base; told from the edges alone. */
function isBlocked({ plan, mode }: Case, ledger: Ledger, node: number): boolean {
  if (mode.kind === 'frozen') return false;
  for (let edge = plan.closure.offsets[node] ?? 0; edge < (plan.closure.offsets[node + 1] ?? 0); edge++) {
    const needed = ledger.record(named(plan.closure.targets[edge] ?? -1));
    const bits = plan.closureBase[edge] ?? 0;
    const served = (bits & (mode.provider === 'wait' ? BASE_BREAKS_CYCLE : BASE_CAN_SERVE)) !== 0 || (needed.leftOut !== null && (bits & BASE_CAN_SERVE) !== 0);
    // What was left out after it had landed is out all the same: its state says so.
    if (!served && (needed.landed === null || needed.leftOut !== null)) return true;
  }
  return false;
}

describe('a played history', () => {
  it('is the same for the same script, plan and randomness', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        expect(played(given)).toEqual(played(given));
      }),
      { numRuns: 50 },
    );
  });

  it('starts nothing before all that it needs is in the repository, and nobody asked for, and never more than there are slots', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const ledger = new Ledger();
        let last = 0;
        for (const [index, { at, event }] of played(given).entries()) {
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
          if (event.kind === 'attempt-created') {
            expect(ledger.record(event.source).requested).toBe(true);
            expect(isBlocked(given, ledger, Number(event.source.slice(1)))).toBe(false);
            expect(event.generation).toBe(ledger.generation);
            const latest = ledger.attemptsOf(event.source).at(-1);
            expect(latest === undefined || isEnded(latest.state)).toBe(true);
          }
          ledger.apply({ sequence: index + 1, at, event });
          const busy = Map.groupBy(ledger.unended(), ({ builder }) => builder);
          for (const { builder, slots } of FLEET) expect(busy.get(builder)?.length ?? 0).toBeLessThanOrEqual(slots);
          expect(FLEET.filter(({ pool }) => pool === 'two').reduce((sum, { builder }) => sum + (busy.get(builder)?.length ?? 0), 0)).toBeLessThanOrEqual(given.cap);
        }
        expect(ledger.unended()).toEqual([]);
        expect(ledger.unpublished().filter(({ source }) => ledger.record(source).leftOut === null)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('says nothing that the ledger would pass over: each move and end is of an attempt that goes on', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const ledger = new Ledger();
        for (const [index, { at, event }] of played(given).entries()) {
          if (event.kind === 'attempt-moved' || event.kind === 'attempt-ended') expect(isEnded(ledger.attempt(event.attempt)?.state ?? 'lost')).toBe(false);
          if (event.kind === 'attempt-created') expect(ledger.attempt(event.attempt)).toBeUndefined();
          if (event.kind === 'generation-published') {
            expect(event.generation).toBe(ledger.generation + 1);
            expect(event.attempts.length).toBeGreaterThan(0);
            for (const id of event.attempts) expect(ledger.attempt(id)?.state).toBe('succeeded');
          }
          if (event.kind === 'verdict-given') expect(ledger.attemptsOf(event.source).at(-1)?.failure?.signature).toBe(event.signature);
          ledger.apply({ sequence: index + 1, at, event });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives what the infrastructure lost to another builder, and no package gets stuck', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const ledger = new Ledger();
        for (const [index, { at, event }] of played(given).entries()) ledger.apply({ sequence: index + 1, at, event });
        for (const { name } of given.plan.sources) {
          const attempts = ledger.attemptsOf(name as SourceName);
          for (const [index, attempt] of attempts.entries()) {
            if (attempt.state !== 'lost') continue;
            // Only what the repository has lost meanwhile keeps it waiting.
            if (index === attempts.length - 1) expect(ledger.record(attempt.source).requested).toBe(true);
            else expect(attempts[index + 1]?.builder).not.toBe(attempt.builder);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
