import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import { planPort } from './plan-port.ts';
import { binary, source, universe } from './testing/small-universe.ts';

const CAPABILITIES = ['p', 'q', 'r', 's', 'b0', 'b1', 'b2', 'b3', 'b4', 'b5'];
const anyDependency = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CAPABILITIES) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...CAPABILITIES), fc.constantFrom(...CAPABILITIES)).map(([a, b]) => `(${a} or ${b})`) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...CAPABILITIES), fc.constantFrom(...CAPABILITIES)).map(([a, b]) => `(${a} and ${b})`) },
);
const anyReference = fc
  .array(fc.record({ provides: fc.subarray(['p', 'q', 'r'], { maxLength: 2 }), requires: fc.array(anyDependency, { maxLength: 3 }) }), { maxLength: 6 })
  .map((list) => list.map(({ provides, requires }, index) => binary(`b${index}`, { from: `s${index}`, provides, requires })));

const has = (installed: readonly BinaryPackage[], capability: string): boolean =>
  installed.some(({ provides }) => provides.some(({ name }) => name === capability));

function holds(installed: readonly BinaryPackage[], text: string): boolean {
  const parts = /^\((\w+) (and|or) (\w+)\)$/.exec(text);
  if (parts === null) return has(installed, text);
  const [, left = '', word, right = ''] = parts;
  return word === 'and' ? has(installed, left) && has(installed, right) : has(installed, left) || has(installed, right);
}

function text(dependency: BinaryPackage['requires'][number]): string {
  if (dependency.kind === 'simple') return dependency.name;
  if (dependency.kind !== 'and' && dependency.kind !== 'or') throw new Error('not made here');
  return `(${dependency.terms.map(text).join(` ${dependency.kind} `)})`;
}

const isWhole = (set: readonly BinaryPackage[]): boolean => set.every(({ requires }) => requires.every((one) => holds(set, text(one))));

it('a buildroot is found exactly where some set of packages would do, and what is found does', () => {
  fc.assert(
    fc.property(anyReference, fc.array(anyDependency, { minLength: 1, maxLength: 3 }), (reference, brs) => {
      const sources = [source('app', brs), ...reference.map((_, index) => source(`s${index}`))];
      const plan = planPort(universe(sources, { reference }));
      const all = Array.from({ length: 2 ** reference.length }, (_, mask) => reference.filter((_, bit) => ((mask >> bit) & 1) === 1));
      const isPossible = all.some((set) => isWhole(set) && brs.every((br) => holds(set, br)));
      expect(plan.unresolvable.length + plan.notInstallable.length === 0).toBe(isPossible);
      if (!isPossible) return;
      // One binary for each source here, so the closure's edges name what was installed.
      const start = plan.closure.offsets[0] ?? 0;
      const installed = [...plan.closure.targets.subarray(start, plan.closure.offsets[1])].map((node) => plan.sources[node]?.binaries[0]);
      const set = reference.filter((one) => installed.includes(`${one.name}-1-1.x86_64`));
      expect(isWhole(set)).toBe(true);
      expect(brs.every((br) => holds(set, br))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('what is missing at the end of a chain really is missing, and each step requires the next', () => {
  fc.assert(
    fc.property(anyReference, fc.array(anyDependency, { minLength: 1, maxLength: 3 }), (reference, brs) => {
      const sources = [source('app', brs), ...reference.map((_, index) => source(`s${index}`))];
      const plan = planPort(universe(sources, { reference }));
      for (const { capability, via, dependency } of [...plan.unresolvable, ...plan.notInstallable]) {
        expect(has(reference, capability)).toBe(false);
        expect(brs).toContain(dependency);
        const chain = via.map((id) => reference[id]);
        chain.forEach((one, index) => {
          const asked = index === 0 ? [dependency] : (chain[index - 1]?.requires ?? []).map(text);
          expect(asked.some((ask) => one?.provides.some(({ name }) => ask.split(/\W+/).includes(name)))).toBe(true);
        });
      }
    }),
    { numRuns: 400 },
  );
});
