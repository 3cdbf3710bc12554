import { at, reverse, type Graph } from './graph.ts';
import type { Arrangement, PlacedBlock } from './layout-columns.ts';

/**
 * Orders the members of each block by the mean height of their neighbours (the barycentre method), sweeping from the
 * base outwards by what each needs, then back by what needs it. The blocks' members are reordered in place.
 * @param y scratch: the heights, in rows
 */
export function sweepOrder(graph: Graph, arrangement: Arrangement, y: Float32Array, sweeps: number): void {
  const needs = graph;
  const neededBy = reverse(graph);
  const { placed } = arrangement;
  for (const place of placed) settle(place, y);
  const wanted = new Float64Array(graph.nodes);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const place of placed) reorder(place, needs, y, wanted);
    for (let index = placed.length - 1; index >= 0; index--) {
      const place = placed[index];
      if (place !== undefined) reorder(place, neededBy, y, wanted);
    }
  }
}

function settle({ block, top, across }: PlacedBlock, y: Float32Array): void {
  block.members.forEach((node, index) => {
    y[node] = top + Math.floor(index / across) + 0.5;
  });
}

function reorder(place: PlacedBlock, graph: Graph, y: Float32Array, wanted: Float64Array): void {
  const { members } = place.block;
  if (members.length < 2) return;
  for (const node of members) {
    const first = at(graph.offsets, node);
    const end = at(graph.offsets, node + 1);
    let sum = 0;
    for (let edge = first; edge < end; edge++) sum += at(y, at(graph.targets, edge));
    // Without a neighbour on that side it stays where it is.
    wanted[node] = end > first ? sum / (end - first) : at(y, node);
  }
  members.sort((a, b) => at(wanted, a) - at(wanted, b) || a - b);
  settle(place, y);
}
