import { membersOf, type Components } from './components.ts';
import { at, type Graph } from './graph.ts';

/**
 * The rank of each node: the length of the longest chain of components below it. 0 has no successor outside its own
 * component; members of one component share a rank; every other edge leads to a smaller rank. Linear.
 */
export function ranksOf(graph: Graph, components: Components): Int32Array {
  const { offsets, members } = membersOf(components);
  const byComponent = new Int32Array(components.count);
  const above = (node: number, component: number): number => {
    let rank = 0;
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      const target = at(components.of, at(graph.targets, edge));
      if (target !== component && at(byComponent, target) >= rank) rank = at(byComponent, target) + 1;
    }
    return rank;
  };
  // Ascending ids: whatever a component leads to is ranked before it.
  for (let component = 0; component < components.count; component++) {
    let rank = 0;
    for (let slot = at(offsets, component); slot < at(offsets, component + 1); slot++) rank = Math.max(rank, above(at(members, slot), component));
    byComponent[component] = rank;
  }
  return components.of.map((component) => at(byComponent, component));
}
