import { successors } from '#shared/graph/graph.ts';
import type { Plan } from '../types.ts';
import { CUT_COSTS, type Cut } from './cut.ts';
import { lostWithout, type Cycle } from './cycle.ts';
import { baseCanServe } from './find-cuts.ts';
import type { Lever } from './lever.ts';

/** What a cut takes out of the graph of a cycle. */
export function leverOf(plan: Plan, cycle: Cycle, cut: Cut): Lever {
  const cost = CUT_COSTS[cut.kind];
  switch (cut.kind) {
    case 'import':
    case 'older-build':
    case 'stage-0':
      return { nodes: cut.sources.flatMap((source) => cycle.placeOf.get(source) ?? []), edges: [], cost: cost * cut.sources.length };
    case 'base': {
      const edges = servedEdges(plan, cycle, cut.source, cut.provider);
      return { nodes: [], edges, cost: cut.source === null ? cost * 2 : cost };
    }
    case 'bcond':
    case 'check':
    case 'doc':
    case 'requirement': {
      const from = cycle.placeOf.get(cut.source) ?? -1;
      const lost = lostWithout(plan, cycle, cut.source, new Set(cut.requirements));
      return { nodes: [], edges: lost.flatMap((target) => [from, cycle.placeOf.get(target) ?? -1]), cost };
    }
  }
}

function servedEdges(plan: Plan, { members, graph }: Cycle, source: number | null, provider: number | null): readonly number[] {
  const edges: number[] = [];
  members.forEach((member, place) => {
    if (source !== null && member !== source) return;
    for (const target of successors(graph, place)) {
      const other = members[target] ?? -1;
      if ((provider === null || other === provider) && baseCanServe(plan, member, other)) edges.push(place, target);
    }
  });
  return edges;
}
