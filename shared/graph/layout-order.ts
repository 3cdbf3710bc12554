import { at, reverse, type Graph } from './graph.ts';
import type { Arrangement } from './layout-columns.ts';

/**
 * Orders the members of each block by the mean height of their neighbours (the barycentre method), sweeping from the
 * base outwards by what each needs, then back by what needs it. The blocks' members are reordered in place.
 *
 * What nobody needs comes after the others of its block and has no say in where they stand: a port gains and loses such
 * packages all the time, and the rest of its map must not move for them.
 * @param y scratch: how high each stands within its block, −½ to ½
 */
export function sweepOrder(graph: Graph, arrangement: Arrangement, y: Float32Array, sweeps: number): void {
  const neededBy = reverse(graph);
  const isNeeded = Uint8Array.from(y, (_, node) => {
    const [first, end] = [at(neededBy.offsets, node), at(neededBy.offsets, node + 1)];
    return Number(end - first > 1 || (end - first === 1 && at(neededBy.targets, first) !== node));
  });
  const blocks = arrangement.placed.map((place) => ({ place, needed: place.block.members.filter((node) => at(isNeeded, node) === 1), rest: place.block.members.filter((node) => at(isNeeded, node) === 0) }));
  const wanted = new Float64Array(graph.nodes);
  for (const { needed } of blocks) settle(needed, y);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const { needed } of blocks) reorder(needed, graph, isNeeded, y, wanted);
    for (const { needed } of blocks.toReversed()) reorder(needed, neededBy, isNeeded, y, wanted);
  }
  for (const { place, needed, rest } of blocks) {
    if (sweeps > 0) reorder(rest, graph, isNeeded, y, wanted);
    place.block.members = [...needed, ...rest];
  }
}

/** Spreads the members evenly from −½ to ½, in their order: how high a block is hangs on those that nobody needs, too. */
function settle(members: readonly number[], y: Float32Array): void {
  members.forEach((node, index) => {
    y[node] = (index + 0.5) / members.length - 0.5;
  });
}

function reorder(members: number[], graph: Graph, counts: Uint8Array, y: Float32Array, wanted: Float64Array): void {
  for (const node of members) {
    let sum = 0;
    let count = 0;
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      const target = at(graph.targets, edge);
      if (at(counts, target) === 0) continue;
      sum += at(y, target);
      count += 1;
    }
    // Without a neighbour on that side it stays where it is.
    wanted[node] = count > 0 ? sum / count : at(y, node);
  }
  members.sort((a, b) => at(wanted, a) - at(wanted, b) || a - b);
  settle(members, y);
}
