import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { edgeIndex, graphOf, type Graph } from './graph.ts';
import { pathsBetween } from './paths-between.ts';

const NODES = 8;
const graphs = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 24 }).map((edges) => graphOf(NODES, edges.map(([from]) => from), edges.map(([, to]) => to)));

/** All simple paths, the plain way. */
function allPaths(graph: Graph, path: readonly number[], goal: number): readonly (readonly number[])[] {
  const last = path.at(-1) ?? -1;
  if (last === goal) return [path];
  return Array.from({ length: NODES }, (_, next) => next)
    .filter((next) => edgeIndex(graph, last, next) >= 0 && !path.includes(next))
    .flatMap((next) => allPaths(graph, [...path, next], goal));
}

describe('the paths between two nodes', () => {
  it('are all the shortest ones, and no other', () => {
    fc.assert(
      fc.property(graphs, fc.nat(NODES - 1), fc.nat(NODES - 1), (graph, start, goal) => {
        const every = allPaths(graph, [start], goal);
        const least = Math.min(...every.map(({ length }) => length));
        expect(pathsBetween(graph, start, goal, 1e6)).toEqual(every.filter(({ length }) => length === least));
        expect(pathsBetween(graph, start, goal, 2)).toEqual(every.filter(({ length }) => length === least).slice(0, 2));
      }),
    );
  });
});
