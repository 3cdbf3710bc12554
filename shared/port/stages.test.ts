import fc from 'fast-check';
import { expect, test } from 'vitest';

import { stageSentence, stageStep, type Stage } from './stages.ts';

const toolchain: readonly Stage[] = [
  { name: 'macros', builds: ['redhat-rpm-config'] },
  { name: 'toolchain', builds: ['binutils', 'gcc', 'glibc', 'gcc', 'absent'] },
];
const known = (source: string): boolean => source !== 'absent';

test('a second build of a source is another than the first', () => {
  const landed = new Map<string, number[]>();
  const step = () => stageStep(toolchain, 10, (source) => landed.get(source) ?? [], known);
  expect(step()).toEqual({ stage: 'macros', source: 'redhat-rpm-config', place: 1, of: 5, since: 10 });
  const order: string[] = [];
  for (let sequence = 11, next = step(); next !== null && order.length < 9; next = step(), sequence++) {
    order.push(next.source);
    landed.set(next.source, [...(landed.get(next.source) ?? []), sequence]);
  }
  expect(order).toEqual(['redhat-rpm-config', 'binutils', 'gcc', 'glibc', 'gcc']);
  expect(stageSentence({ stage: 'toolchain', source: 'gcc', place: 3, of: 5, since: 0 })).toBe('The stage “toolchain” comes first: gcc is next in it (3 of 5).');
});

test('what landed before the pass began, or out of turn, does not count', () => {
  expect(stageStep(toolchain, 10, () => [3, 9], known)?.source).toBe('redhat-rpm-config');
  expect(stageStep(toolchain, 0, (source) => (source === 'redhat-rpm-config' ? [5] : source === 'binutils' ? [4] : []), known)?.source).toBe('binutils');
});

test('whatever the stages, building what comes next ends after as many builds as there are', () => {
  const anyStages = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), builds: fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 5 }) }), { maxLength: 4 });
  fc.assert(
    fc.property(anyStages, fc.nat(20), (stages, begin) => {
      const landed = new Map<string, number[]>();
      let builds = 0;
      for (let step = stageStep(stages, begin, (source) => landed.get(source) ?? [], () => true); step !== null; step = stageStep(stages, begin, (source) => landed.get(source) ?? [], () => true)) {
        builds += 1;
        landed.set(step.source, [...(landed.get(step.source) ?? []), begin + builds]);
        expect(builds).toBeLessThan(100);
      }
      expect(builds).toBe(stages.flatMap((stage) => stage.builds).length);
    }),
  );
});
