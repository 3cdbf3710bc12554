import { membersOf } from '#shared/graph/components.ts';
import { at, successors, type Graph } from '#shared/graph/graph.ts';
import { inducedGraph } from '#shared/graph/induced.ts';
import { SEVERAL } from './sole-requirement.ts';
import type { Plan } from '../types.ts';

/** Which edges close a cycle: BuildRequires alone, or also what they pull in at run time. */
export type CycleGraph = 'direct' | 'closure';
export const CYCLE_GRAPHS = ['direct', 'closure'] as const satisfies readonly CycleGraph[];

/** One strongly connected component of more than one source, by itself. */
export interface Cycle {
  readonly kind: CycleGraph;
  /** Sources by their index in the plan, ascending. */
  readonly members: readonly number[];
  /** Node `i` is `members[i]`; no self edges. */
  readonly graph: Graph;
  /** The node of a source. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/** The members of every component of more than one source, the largest first, then by their first source. */
export function cyclesOf(plan: Plan, kind: CycleGraph): readonly (readonly number[])[] {
  const components = plan.components[kind];
  const { offsets, members } = membersOf(components);
  return [...components.sizes.keys()]
    .filter((component) => at(components.sizes, component) > 1)
    .map((component) => [...members.subarray(at(offsets, component), at(offsets, component + 1))])
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

/** The cycle that a source is in; null where it is in none. */
export function cycleWith(plan: Plan, kind: CycleGraph, source: number): Cycle | null {
  const { of, sizes } = plan.components[kind];
  const component = of[source];
  if (component === undefined || at(sizes, component) < 2) return null;
  const members = [...of.keys()].filter((each) => of[each] === component);
  return { kind, members, graph: inducedGraph(plan[kind], members), placeOf: new Map(members.map((member, place) => [member, place])) };
}

/**
 * The members that a source does not need any more without some of its BuildRequires, by their indexes. Over `closure` only
 * what a single one of them leads to is counted, so that the answer never promises too much.
 */
export function lostWithout(plan: Plan, cycle: Cycle, source: number, requirements: ReadonlySet<number>): readonly number[] {
  const place = cycle.placeOf.get(source);
  if (place === undefined) return [];
  if (cycle.kind === 'closure') {
    const lost: number[] = [];
    for (let edge = at(plan.closure.offsets, source); edge < at(plan.closure.offsets, source + 1); edge++) {
      const sole = plan.soleRequirements[edge] ?? SEVERAL;
      const target = at(plan.closure.targets, edge);
      if (sole !== SEVERAL && requirements.has(sole) && target !== source && cycle.placeOf.has(target)) lost.push(target);
    }
    return lost;
  }
  const targets = [...successors(cycle.graph, place)].map((each) => cycle.members[each] ?? -1);
  const kept = new Set(plan.sources[source]?.requirements.flatMap(({ providers }, index) => (requirements.has(index) ? [] : providers.map((binary) => plan.binaries[binary]?.source ?? -1))));
  return targets.filter((target) => !kept.has(target));
}
