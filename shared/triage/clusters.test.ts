import fc from 'fast-check';
import { expect, test } from 'vitest';

import { clustersOf, type ClusteredFailure } from './clusters.ts';

const failure: fc.Arbitrary<ClusteredFailure> = fc.record({
  source: fc.string({ minLength: 1, maxLength: 6 }),
  signature: fc.constantFrom('byte-order', 'architecture-flags: -msse2', 'unknown: x'),
  holdsUp: fc.nat(50),
  firstSeen: fc.nat(1000),
  lastSeen: fc.integer({ min: 1000, max: 2000 }),
});
const failures = fc.uniqueArray(failure, { selector: ({ source }) => source, maxLength: 40 });
const together = (members: readonly ClusteredFailure[]): number => Math.max(0, ...members.map(({ holdsUp }) => holdsUp));

test('every failure is in one cluster, with those of its signature', () => {
  fc.assert(
    fc.property(failures, (all) => {
      const clusters = clustersOf(all, together);
      expect(clusters.flatMap(({ members }) => members.map(({ source }) => source)).toSorted()).toEqual(all.map(({ source }) => source).toSorted());
      for (const { signature, members } of clusters) expect(new Set(members.map((each) => each.signature))).toEqual(new Set([signature]));
      expect(new Set(clusters.map(({ signature }) => signature)).size).toBe(clusters.length);
    }),
  );
});

test('what holds up most comes first, in whatever order the failures come', () => {
  fc.assert(
    fc.property(failures.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
      expect(clustersOf(shuffled, together)).toEqual(clustersOf(all, together));
      const held = clustersOf(all, together).map(({ holdsUp }) => holdsUp);
      expect(held).toEqual(held.toSorted((a, b) => b - a));
    }),
  );
});
