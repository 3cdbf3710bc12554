import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockerTracker } from './blockers.ts';
import { planPort } from './plan-port.ts';
import { rankReady } from './priority.ts';
import { rootBlockersOf } from './root-blockers.ts';
import { binary, source, universe } from './testing/small-universe.ts';
import type { PassMode, Universe } from './types.ts';

const wait: PassMode = { kind: 'rolling', provider: 'wait' };
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const some = fc.subarray(NAMES, { maxLength: 3 });

/** Sources that build one binary of their name, with any BRs and any run-time requirements among them. */
const anyPort = fc.array(fc.tuple(some, some), { minLength: NAMES.length, maxLength: NAMES.length }).map((needs) =>
  universe(
    NAMES.map((name, index) => source(name, needs[index]?.[0])),
    { reference: NAMES.map((name, index) => binary(name, { requires: needs[index]?.[1] ?? [] })) },
  ),
);

/** Builds the best of what is ready until nothing is; returns the order, and the tracker as it stands then. */
function run(port: Universe, mode: PassMode): { order: string[]; tracker: BlockerTracker } {
  const plan = planPort(port);
  const tracker = new BlockerTracker(plan, mode);
  const order: string[] = [];
  for (;;) {
    const [best] = rankReady(tracker, []);
    if (best === undefined) return { order, tracker };
    order.push(plan.sources[best.source]?.name ?? '');
    tracker.setInRepo(best.source);
  }
}

const withBase = (port: Universe, names: readonly string[]): Universe => ({
  ...port,
  foreign: [{ name: 'f28', architectures: ['s390x'], binaries: names.map((name) => binary(name, { arch: 's390x' })) }],
});

it('a base that has everything lets a pass that waits build everything, cycles and all', () => {
  fc.assert(
    fc.property(anyPort, (port) => {
      expect([...run(withBase(port, NAMES), wait).order].sort()).toEqual(NAMES);
    }),
  );
});

it('a pass that waits builds each cycle only after all that the cycle needs', () => {
  fc.assert(
    fc.property(anyPort, (port) => {
      const { order, tracker } = run(withBase(port, NAMES), wait);
      const { sources, direct, components } = tracker.plan;
      for (let from = 0; from < sources.length; from++) {
        for (const to of direct.targets.subarray(direct.offsets[from], direct.offsets[from + 1])) {
          const isSameCycle = components.closure.of[from] === components.closure.of[to];
          const [first, second] = [order.indexOf(sources[to]?.name ?? ''), order.indexOf(sources[from]?.name ?? '')];
          if (!isSameCycle) expect(first).toBeLessThan(second);
        }
      }
    }),
  );
});

it('where the base lacks something a pass stops at cycles, and says so', () => {
  fc.assert(
    fc.property(anyPort, fc.subarray(NAMES), (port, inBase) => {
      const { order, tracker } = run(inBase.length === 0 ? port : withBase(port, inBase), wait);
      for (const [number, { name }] of tracker.plan.sources.entries()) {
        const roots = rootBlockersOf(tracker, number);
        if (order.includes(name)) expect(roots).toEqual([]);
        else expect(roots.length > 0 && roots.every(({ why }) => why === 'cycle')).toBe(true);
      }
    }),
  );
});

it('a frozen pass builds everything whatever it needs', () => {
  fc.assert(
    fc.property(anyPort, (port) => {
      expect(run(port, { kind: 'frozen' }).order.length).toBe(NAMES.length);
    }),
  );
});

it('use-base waits for nothing that the base has', () => {
  fc.assert(
    fc.property(anyPort, fc.subarray(NAMES), (port, inBase) => {
      const plan = planPort(withBase(port, inBase));
      const tracker = new BlockerTracker(plan, { kind: 'rolling', provider: 'use-base' });
      plan.sources.forEach(({ requirements }, number) => {
        const isServed = requirements.every(({ fallback }) => fallback.length > 0);
        if (isServed) expect(tracker.readinessOf(number)).toBe('ready');
      });
    }),
  );
});
