import fc from 'fast-check';
import { expect, test } from 'vitest';

import { planOf } from '#shared/plan/testing/small-plan.ts';
import { Depths, PRISTINE_DEPTH, shallowestOf } from '#shared/port/depth.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { simulatedBuildroot } from './simulated-buildroot.ts';

const NODES = 4;
const node = fc.nat(NODES - 1);

test('three whole passes of a simulation are pristine, whatever needs what', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node, fc.constant(0)), { maxLength: 8 }), fc.subarray([0, 1, 2, 3], { minLength: 1 }), (edges, group) => {
      const plan = planOf(NODES, edges);
      const depths = new Depths();
      let landed = new Map<string, AttemptId>();
      for (let pass = 1; pass <= PRISTINE_DEPTH; pass++) {
        const built = new Map<string, AttemptId>();
        plan.sources.forEach(({ name }, row) => {
          const attempt = `${name}-${pass}` as AttemptId;
          const buildroot = simulatedBuildroot(plan, row, group, { landed: (source) => landed.get(source) ?? null, madeBy: (id) => ({ nevra: 'x-1-1.s390x', digest: id }) });
          const shallowest = shallowestOf(buildroot, ({ digest }) => (digest === 'simulated' ? [] : [digest as AttemptId]), depths);
          if (shallowest !== null) depths.add(attempt, shallowest);
          built.set(name, attempt);
        });
        landed = built;
        for (const attempt of landed.values()) expect(depths.of(attempt)).toBe(pass);
      }
    }),
  );
});

test('what needs nothing, in a port without a build group, is built in foreign ground', () => {
  const buildroot = simulatedBuildroot(planOf(1, []), 0, [], { landed: () => null, madeBy: () => undefined });
  expect(buildroot.map(({ nevra }) => nevra)).toEqual(['simulated-root-0-0.foreign.s390x']);
});
