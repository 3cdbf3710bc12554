import { shortestPaths, pathTo } from '#shared/graph/shortest-path.ts';
import { successors, type Graph } from '#shared/graph/graph.ts';

import { isInRepo, stateAt, type PortModel } from '#renderer/state/port-model.ts';

import { idOf, MOST_ELEMENTS, type Diagram, type DiagramEdge, type DiagramNode } from '../graph/diagram.ts';

export interface Neighbourhood extends Diagram {
  /** All of them, drawn or not: what it needs directly, what needs it, and the way to the root of what holds it up. */
  readonly needs: readonly number[];
  readonly neededBy: readonly number[];
  readonly path: readonly number[];
}

/** So many packages of one side are drawn by name at first; the rest is bundled. */
export const MOST_OF_A_SIDE = 15;
/** So many more come out of a bundle when it is opened. */
export const MORE_OF_A_SIDE = 30;
/** How many of each side are drawn by name. */
export interface Shown {
  readonly needs: number;
  readonly neededBy: number;
}
const AT_FIRST: Shown = { needs: MOST_OF_A_SIDE, neededBy: MOST_OF_A_SIDE };
/** Each of them is a node and an edge; what is left is for the selection, the path and the bundles. */
const MOST_NAMED = MOST_ELEMENTS / 2 - 20;

/** What is drawn after a bundle has been opened; the same where no more can be drawn. */
export function opened(shown: Shown, side: keyof Shown, total: number): Shown {
  const other = side === 'needs' ? shown.neededBy : shown.needs;
  return { ...shown, [side]: Math.max(shown[side], Math.min(total, shown[side] + MORE_OF_A_SIDE, MOST_NAMED - other)) };
}

/**
 * Around one package: what it needs directly at the left, what needs it at the right, those that are not in the
 * repository first, and the way from it to the nearest root of what holds it up. {@link MOST_ELEMENTS} at most, besides a long path.
 */
export function neighbourhoodOf(model: PortModel, selected: number, shown: Shown = AT_FIRST): Neighbourhood {
  const order = (a: number, b: number): number => Number(isInRepo(model, a)) - Number(isInRepo(model, b)) || (model.waits[b] ?? 0) - (model.waits[a] ?? 0) || a - b;
  const side = (graph: Graph): number[] => [...successors(graph, selected)].filter((source) => source !== selected).sort(order);
  const needs = side(model.needs);
  const neededBy = side(model.neededBy);
  const path = rootPath(model, selected);
  const drawn = new Set([selected, ...needs.slice(0, shown.needs), ...neededBy.slice(0, shown.neededBy), ...path]);
  const nodes: DiagramNode[] = [...drawn].map((source) => ({ kind: 'package', id: idOf(source), source }));
  const edges: DiagramEdge[] = edgesAmong(model, selected, drawn, path);
  for (const [which, all] of [
    ['needs', needs],
    ['neededBy', neededBy],
  ] as const) {
    const rest = all.filter((source) => !drawn.has(source));
    if (rest.length === 0) continue;
    const id = `bundle-${which}`;
    nodes.push({ kind: 'bundle', id, words: `${rest.length.toLocaleString('en')} more`, sources: rest });
    edges.push(which === 'needs' ? { from: id, to: idOf(selected), kind: which } : { from: idOf(selected), to: id, kind: which });
  }
  return { nodes, edges, needs, neededBy, path };
}

/** The edges of the selection and of the path. What leads past the selection is left out: it would hide what is asked for here. */
function edgesAmong(model: PortModel, selected: number, drawn: ReadonlySet<number>, path: readonly number[]): DiagramEdge[] {
  const onPath = new Set(path.slice(1).map((source, index) => `${source} ${path[index] ?? -1}`));
  const edges: DiagramEdge[] = [];
  for (const source of drawn) {
    for (const needed of successors(model.needs, source)) {
      if (!drawn.has(needed) || needed === source) continue;
      const kind = onPath.has(`${needed} ${source}`) ? 'root' : source === selected ? 'needs' : needed === selected ? 'neededBy' : null;
      if (kind !== null) edges.push({ from: idOf(needed), to: idOf(source), kind });
    }
  }
  // In a cycle a package is needed and needs at once: it stands at the left, and the edge back moves nothing.
  const leading = new Set(edges.filter(({ kind }) => kind !== 'neededBy').map(({ from }) => from));
  return edges.map((edge) => (edge.kind === 'neededBy' && leading.has(edge.to) ? { ...edge, back: true } : edge));
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
