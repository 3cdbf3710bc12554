import { describe, expect, it } from 'vitest';

import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { RELATION, relationOf } from './relation.ts';

describe('how packages stand to the selected one', () => {
  // base (in repo) ← failed ← blocked ← far; aside needs base only
  const model = modelOf(
    snapshotOf([
      { name: 'aside', state: 'ready', needs: [1] },
      { name: 'base', state: 'in-repo' },
      { name: 'blocked', state: 'blocked', needs: [3] },
      { name: 'failed', state: 'failed', needs: [1] },
      { name: 'far', state: 'blocked', needs: [2] },
    ]),
  );

  it('has direct neighbours near, and what waits through others far', () => {
    const relation = relationOf(model, 3);
    expect([...relation.level]).toEqual([RELATION.none, RELATION.near, RELATION.near, RELATION.self, RELATION.far]);
    expect(relation.needs).toEqual([1]);
    expect(relation.neededBy).toEqual([2]);
    expect([relation.waitsFor, relation.waiting]).toEqual([0, 2]);
  });

  it('lets nothing wait for what is in the repository', () => {
    const relation = relationOf(model, 1);
    expect([...relation.level]).toEqual([RELATION.near, RELATION.self, RELATION.none, RELATION.near, RELATION.none]);
    expect(relation.waiting).toBe(0);
  });
});
