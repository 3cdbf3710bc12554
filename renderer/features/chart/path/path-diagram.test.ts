import { describe, expect, it } from 'vitest';

import { planPaths } from '#shared/contract/schemas/paths.ts';
import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { pathDiagram } from './path-diagram.ts';

const model = modelOf(snapshotOf(['a', 'b', 'c', 'd'].map((name) => ({ name, state: 'blocked' as const }))));
const by = (capability: string | null): object => ({ kind: capability === null ? 'at-run-time' : 'build-requires', capability });
const step = (source: string, how: object | null): object => ({ source, state: 'blocked', by: how });

describe('the diagram of paths', () => {
  const paths = planPaths.parse({
    paths: [
      [step('a', null), step('b', by('b-devel')), step('d', by(null))],
      [step('a', null), step('c', by('c-devel >= 2')), step('d', by('d-devel'))],
    ],
    more: 0,
    why: '',
  });

  it('draws what they share once, and says by what each is needed', () => {
    const { nodes, edges, relations } = pathDiagram(model, paths);
    expect(nodes.map(({ id }) => id)).toEqual(['p0', 'p1', 'p3', 'p2']);
    expect(edges).toEqual([
      { from: 'p1', to: 'p0', kind: 'root', words: 'b-devel' },
      { from: 'p3', to: 'p1', kind: 'root', words: 'at run time' },
      { from: 'p2', to: 'p0', kind: 'plain', words: 'c-devel >= 2' },
      { from: 'p3', to: 'p2', kind: 'plain', words: 'd-devel' },
    ]);
    expect(relations.get(1)).toBe('step 1 of 2, a needs it by b-devel');
    expect(relations.get(3)).toBe('the end, step 2 of 2, b needs it by what BuildRequires pull in');
  });

  it('passes over what the port has not', () => {
    const { nodes, edges } = pathDiagram(model, planPaths.parse({ paths: [[step('a', null), step('gone', by('x'))]], more: 0, why: '' }));
    expect([nodes.length, edges.length]).toEqual([1, 0]);
  });
});
