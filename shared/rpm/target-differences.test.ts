import fc from 'fast-check';
import { expect, it } from 'vitest';

import { formatDependency } from './dependency.ts';
import type { SourcePackage } from './package.ts';
import { targetDifferences } from './target-differences.ts';
import { dependency } from './testing/arbitraries.ts';

function source(buildRequires: SourcePackage['buildRequires'], version = '1'): SourcePackage {
  return { name: 'x', evr: { epoch: 0, version, release: '1' }, summary: '', buildRequires, buildConflicts: [], exclusiveArch: [], excludeArch: [] };
}

it('what is added here is what is removed there, whatever the order and however often', () => {
  fc.assert(
    fc.property(fc.array(dependency), fc.array(dependency), (mine, theirs) => {
      const here = targetDifferences(source(mine), source(theirs), 'x86_64');
      const there = targetDifferences(source([...theirs, ...theirs].reverse()), source(mine), 's390x');
      expect(here?.added ?? []).toEqual(there?.removed ?? []);
      expect(here?.removed ?? []).toEqual(there?.added ?? []);
      const all = new Set([...mine, ...theirs].map(formatDependency));
      for (const each of [...(here?.added ?? []), ...(here?.removed ?? [])]) expect(all.has(each)).toBe(true);
    }),
  );
});

it('names the other version only where it is another', () => {
  const gcc = { kind: 'simple', name: 'gcc', comparison: 'any', evr: null } as const;
  expect(targetDifferences(source([gcc]), source([]), 'its SRPM')).toEqual({ than: 'its SRPM', otherEvr: null, added: ['gcc'], removed: [] });
  expect(targetDifferences(source([gcc]), source([], '2'), 'its SRPM')?.otherEvr).toBe('2-1');
  expect(targetDifferences(source([gcc, gcc]), source([gcc], '2'), 'its SRPM')).toBeNull();
});
