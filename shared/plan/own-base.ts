import { at } from '../graph/graph.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE, type Plan } from './types.ts';

/**
 * The plan of a pass that begins on a repository of its own: what the pass before built can serve wherever it is still to
 * be rebuilt, as a foreign base does where it has the capability (`use-base`), and breaks every cycle that it is in.
 *
 * @param has whether the repository had a build of the source when the pass began. Linear in the edges of the closure graph.
 */
export function withOwnBase(plan: Plan, has: (source: number) => boolean): Plan {
  const { closure, components } = plan;
  const closureBase = plan.closureBase.slice();
  for (let from = 0; from < plan.sources.length; from++) {
    for (let edge = at(closure.offsets, from); edge < at(closure.offsets, from + 1); edge++) {
      const to = at(closure.targets, edge);
      if (!has(to)) continue;
      const inCycle = at(components.closure.of, from) === at(components.closure.of, to);
      closureBase[edge] = at(closureBase, edge) | BASE_CAN_SERVE | (inCycle ? BASE_BREAKS_CYCLE : 0);
    }
  }
  return { ...plan, closureBase };
}
