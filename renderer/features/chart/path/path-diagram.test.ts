import { describe, expect, it } from 'vitest';

import { planPaths } from '#shared/contract/schemas/paths.ts';
import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { pathDiagram } from './path-diagram.ts';

const model = modelOf(snapshotOf(['a', 'b', 'c', 'd'].map((name) => ({ name, state: 'blocked' as const }))));
const by = (capability: string | null): object => ({ kind: capability === null ? 'at-run-time' : 'build-requires', capability });
const step = (source: string, how: object | null): object => ({ kind: 'package', source, state: 'blocked', by: how });

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
    expect(relations.get('p1')).toBe('step 1 of 2, a needs it by b-devel');
    expect(relations.get('p3')).toBe('the end, step 2 of 2, b needs it by what BuildRequires pull in');
  });

  it('passes over what the port has not', () => {
    const { nodes, edges } = pathDiagram(model, planPaths.parse({ paths: [[step('a', null), step('gone', by('x'))]], more: 0, why: '' }));
    expect([nodes.length, edges.length]).toEqual([1, 0]);
  });

  it('draws both sides of a conflict to one end, and what is missing as a node of its own', () => {
    const end = { kind: 'conflict', capability: 'cannot be installed together', words: 'x conflicts with y', by: { kind: 'apart', capability: null } };
    const binary = (name: string, wanted: string): object => ({ kind: 'binary', nevra: `${name}-1-1.noarch`, source: 'b', state: 'blocked', base: null, by: by(wanted) });
    const missing = { kind: 'missing', reason: 'version', capability: 'lib >= 3', words: 'the best there is: lib = 2', hidden: [], by: { kind: 'at-run-time', capability: null } };
    const paths = planPaths.parse({ paths: [[step('a', null), binary('x', 'x-cap'), end], [step('a', null), binary('y', 'y-cap'), end], [step('a', null), binary('x', 'x-cap'), missing]], more: 0, why: '' });
    const { nodes, edges, relations } = pathDiagram(model, paths);
    expect(nodes.map((node) => (node.kind === 'thing' ? `${node.what} ${node.words}` : node.id))).toEqual(['p0', 'binary x-1-1.noarch', 'conflict cannot be installed together', 'binary y-1-1.noarch', 'missing lib >= 3']);
    expect(edges.filter(({ kind }) => kind === 'root').length).toBe(4);
    expect(edges.map(({ from, to, words }) => [to, from, words ?? ''])).toEqual([
      ['p0', 'binary x-1-1.noarch', 'x-cap'],
      ['binary x-1-1.noarch', nodes[2]?.id, ''],
      ['p0', 'binary y-1-1.noarch', 'y-cap'],
      ['binary y-1-1.noarch', nodes[2]?.id, ''],
      ['binary x-1-1.noarch', nodes[4]?.id, 'at run time'],
    ]);
    expect(relations.get(nodes[4]?.id ?? '')).toBe('the end, step 2 of 2, x-1-1.noarch needs it by what BuildRequires pull in');
  });
});
