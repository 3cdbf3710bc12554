import type { Components } from '#shared/graph/components.ts';
import type { Graph } from '#shared/graph/graph.ts';
import type { MapLayout } from '#shared/graph/layout.ts';

export interface LayoutQuestion {
  readonly needs: Graph;
  readonly ranks: Int32Array;
  /** −1 outside of any cycle. */
  readonly components: Int32Array;
  readonly aspect: number;
}

export interface LayoutAnswer {
  readonly layout: MapLayout;
}

/** The contract's components (−1 outside of any cycle) as the graph room has them: every node in one, alone or not. */
export function componentsOf(column: Int32Array): Components {
  let next = column.reduce((highest, component) => Math.max(highest, component), -1) + 1;
  const of = column.map((component) => (component >= 0 ? component : next++));
  const sizes = new Int32Array(next);
  for (const component of of) sizes[component] = (sizes[component] ?? 0) + 1;
  return { count: next, of, sizes };
}
