import { shortestPaths, pathTo } from '#shared/graph/shortest-path.ts';
import { successors, type Graph } from '#shared/graph/graph.ts';

import { isInRepo, stateAt, type PortModel } from '#renderer/state/port-model.ts';

/** A package, or a counted bundle of packages that would be too many to draw. */
export type Neighbour =
  | { readonly kind: 'package'; readonly id: string; readonly source: number }
  | { readonly kind: 'bundle'; readonly id: string; readonly count: number; readonly side: 'needs' | 'neededBy' };

export interface Neighbourhood {
  readonly nodes: readonly Neighbour[];
  /** From what is needed to what needs it, by node ids; `root` is on the way to the root blocker. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: 'needs' | 'neededBy' | 'root' }[];
  readonly needs: number;
  readonly neededBy: number;
}

/** So many packages of one side are drawn by name; the rest is bundled. */
export const MOST_OF_A_SIDE = 15;

const idOf = (source: number): string => `p${source}`;

/**
 * Around one package: what it needs directly at the left, what needs it at the right, those that are not in the
 * repository first, and the way from it to the nearest root of what holds it up. Some hundred elements at most, besides a long path.
 */
export function neighbourhoodOf(model: PortModel, selected: number): Neighbourhood {
  const order = (a: number, b: number): number => Number(isInRepo(model, a)) - Number(isInRepo(model, b)) || (model.waits[b] ?? 0) - (model.waits[a] ?? 0) || a - b;
  const side = (graph: Graph): number[] => [...successors(graph, selected)].filter((source) => source !== selected).sort(order);
  const needs = side(model.needs);
  const neededBy = side(model.neededBy);
  const shown = new Set([selected, ...needs.slice(0, MOST_OF_A_SIDE), ...neededBy.slice(0, MOST_OF_A_SIDE)]);
  const path = rootPath(model, selected);
  for (const source of path) shown.add(source);
  const onPath = new Set(path.slice(1).map((source, index) => `${source} ${path[index] ?? -1}`));
  const nodes: Neighbour[] = [...shown].map((source) => ({ kind: 'package', id: idOf(source), source }));
  const edges: Neighbourhood['edges'][number][] = [];
  for (const source of shown) {
    for (const needed of successors(model.needs, source)) {
      if (!shown.has(needed) || needed === source) continue;
      // What leads past the selection is left out: it would hide what is asked for here.
      const kind = onPath.has(`${needed} ${source}`) ? 'root' : source === selected ? 'needs' : needed === selected ? 'neededBy' : null;
      if (kind !== null) edges.push({ from: idOf(needed), to: idOf(source), kind });
    }
  }
  for (const [which, all] of [
    ['needs', needs],
    ['neededBy', neededBy],
  ] as const) {
    const rest = all.filter((source) => !shown.has(source)).length;
    if (rest === 0) continue;
    const id = `bundle-${which}`;
    nodes.push({ kind: 'bundle', id, count: rest, side: which });
    edges.push(which === 'needs' ? { from: id, to: idOf(selected), kind: which } : { from: idOf(selected), to: id, kind: which });
  }
  return { nodes, edges, needs: needs.length, neededBy: neededBy.length };
}

/** From the package over packages that are not in the repository to the nearest one that is itself not blocked. */
function rootPath(model: PortModel, selected: number): readonly number[] {
  if (stateAt(model, selected) !== 'blocked') return [];
  const { needs } = model;
  const paths = shortestPaths(needs, selected, (edge) => !isInRepo(model, needs.targets[edge] ?? 0));
  let best = -1;
  let least = Infinity;
  for (let source = 0; source < model.names.length; source++) {
    const steps = paths.steps[source] ?? -1;
    if (steps <= 0 || steps >= least || stateAt(model, source) === 'blocked') continue;
    least = steps;
    best = source;
  }
  return best < 0 ? [] : (pathTo(paths, best) ?? []);
}
