import { successors, type Graph } from '#shared/graph/graph.ts';

import { isInRepo, type PortModel } from '#renderer/state/port-model.ts';

/** How a package stands to the selected one. */
export const RELATION = { none: 0, far: 1, near: 2, self: 3 } as const;

export interface Relation {
  /** One of {@link RELATION} for each source. */
  readonly level: Uint8Array;
  /** Direct edges: what it needs, and what needs it. */
  readonly needs: readonly number[];
  readonly neededBy: readonly number[];
  /** What it still waits for, and what waits for it, direct or not. */
  readonly waitsFor: number;
  readonly waiting: number;
}

/** What the selection needs and what needs it; and, through packages that are not in the repository, what holds it up and what it holds up. */
export function relationOf(model: PortModel, selected: number): Relation {
  const level = new Uint8Array(model.names.length);
  const needs = [...successors(model.needs, selected)].filter((source) => source !== selected);
  const neededBy = [...successors(model.neededBy, selected)].filter((source) => source !== selected);
  const waitsFor = spread(model, model.needs, selected, level);
  const waiting = isInRepo(model, selected) ? 0 : spread(model, model.neededBy, selected, level);
  for (const source of [...needs, ...neededBy]) level[source] = RELATION.near;
  level[selected] = RELATION.self;
  return { level, needs, neededBy, waitsFor, waiting };
}

/** Marks what is reached over edges between packages that are not in the repository; returns how many. */
function spread(model: PortModel, graph: Graph, start: number, level: Uint8Array): number {
  const seen = new Uint8Array(model.names.length);
  const queue = [start];
  seen[start] = 1;
  for (const source of queue) {
    for (const next of successors(graph, source)) {
      if (seen[next] === 1 || isInRepo(model, next)) continue;
      seen[next] = 1;
      level[next] = RELATION.far;
      queue.push(next);
    }
  }
  return queue.length - 1;
}
