import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';

import { piecesOf } from '#shared/contract/port-pieces.ts';
import { successors } from '#shared/graph/graph.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import { modelOf, snapshotOf } from './testing/snapshot.ts';

const row = record({ state: constantFrom(...PACKAGE_STATES), needs: array(integer({ min: 0, max: 99 }), { maxLength: 4 }), waits: integer({ min: 0, max: 30_000 }), flags: integer({ min: 0, max: 255 }), rank: integer({ min: 0, max: 90 }) });

it('has after the last piece what a snapshot has at once, however many pieces there are', () => {
  assert(
    property(array(row, { minLength: 1, maxLength: 20 }), integer({ min: 1, max: 2500 }), (some, size) => {
      const snapshot = snapshotOf(Array.from({ length: size }, (_, index) => ({ ...(some[index % some.length] ?? { state: 'ready' as const }), name: `package-${index}` })));
      const model = modelOf(snapshot);
      expect([model.names, model.evrs, model.owners]).toEqual([snapshot.names, snapshot.evrs, snapshot.owners]);
      for (const column of ['states', 'flags', 'ranks', 'components', 'waits', 'failureClasses', 'seconds'] as const) expect([...model[column]]).toEqual(snapshot[column]);
      expect([...model.needs.offsets]).toEqual(snapshot.needOffsets);
      expect([...model.needs.targets]).toEqual(snapshot.needs);
      expect(model.indexOf.get(`package-${size - 1}`)).toBe(size - 1);
    }),
    { numRuns: 30 },
  );
});

it('cuts no piece larger than a window reads at once', () => {
  const pieces = [...piecesOf(snapshotOf(Array.from({ length: 2001 }, (_, index) => ({ name: `package-${index}`, state: 'ready' as const, needs: [0] }))))];
  expect(pieces.map((piece) => (piece.kind === 'head' ? piece.sources : piece.names.length))).toEqual([2001, 1000, 1000, 1]);
});

it('begins with a head alone where there are no sources, and turns the edges round when they are asked for', () => {
  expect([...piecesOf(snapshotOf([]))].map(({ kind }) => kind)).toEqual(['head']);
  const model = modelOf(snapshotOf([{ name: 'a', state: 'ready' }, { name: 'b', state: 'blocked', needs: [0] }]));
  expect([...successors(model.neededBy, 0)]).toEqual([1]);
});
