import { stronglyConnected, type Components } from '#shared/graph/components.ts';
import { at, keepEdges, type Graph } from '#shared/graph/graph.ts';
import type { Plan } from '../types.ts';
import type { NoarchSaving } from './types.ts';

/** What importing every noarch-only source saves: nobody waits for them any more, and they wait for nobody. */
export function noarchSaving(plan: Plan): NoarchSaving {
  const out = (source: number): boolean => plan.sources[source]?.noarchOnly === true;
  const without = (graph: Graph): Components => stronglyConnected(keepEdges(graph, (edge, from) => !out(from) && !out(at(graph.targets, edge))));
  const { direct, closure } = plan.components;
  const closureAfter = without(plan.closure);
  return {
    sources: plan.sources.filter(({ noarchOnly }) => noarchOnly).length,
    largest: { direct: [largest(direct), largest(without(plan.direct))], closure: [largest(closure), largest(closureAfter)] },
    inCycles: [inCycles(closure), inCycles(closureAfter)],
  };
}

/** 0 where there is no cycle at all. */
function largest({ sizes }: Components): number {
  const most = sizes.reduce((a, b) => Math.max(a, b), 0);
  return most > 1 ? most : 0;
}

function inCycles({ sizes }: Components): number {
  return sizes.reduce((sum, size) => sum + (size > 1 ? size : 0), 0);
}
