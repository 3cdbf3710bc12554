import { membersOf, type Components } from './components.ts';
import { at, type Graph } from './graph.ts';

/** Which nodes can be reached from any of `starts`, these included: 1 for each that can. Linear. */
export function reachable(graph: Graph, starts: Iterable<number>): Uint8Array {
  const seen = new Uint8Array(graph.nodes);
  const stack: number[] = [];
  for (const start of starts) {
    if (at(seen, start) === 0 && start >= 0 && start < graph.nodes) {
      seen[start] = 1;
      stack.push(start);
    }
  }
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
      const target = at(graph.targets, edge);
      if (at(seen, target) !== 0) continue;
      seen[target] = 1;
      stack.push(target);
    }
  }
  return seen;
}

/** Components taken at a time: a row of bits that still fits the processor's cache for 30,000 of them. */
const BLOCK = 1024;
const WORDS = BLOCK / 32;

/**
 * How many nodes each node reaches, itself never counted; with `weights`, the sum of theirs instead.
 * Bit sets over the components, a block of them at a time.
 */
export function reachCounts(graph: Graph, components: Components, weights?: ArrayLike<number>): Float64Array {
  const { offsets, members } = membersOf(components);
  const weightOf = new Float64Array(components.count);
  for (let node = 0; node < graph.nodes; node++) {
    const component = at(components.of, node);
    weightOf[component] = at(weightOf, component) + (weights ? (weights[node] ?? 0) : 1);
  }
  const totals = new Float64Array(components.count);
  const { edgeOffsets, edges } = componentEdges(graph, components, offsets, members);
  for (let first = 0; first < components.count; first += BLOCK) {
    const rows = new Int32Array((components.count - first) * WORDS);
    // A component reaches only smaller ids, so those below the block never see it.
    for (let component = first; component < components.count; component++) {
      const row = (component - first) * WORDS;
      if (component < first + BLOCK) {
        const bit = component - first;
        rows[row + (bit >> 5)] = at(rows, row + (bit >> 5)) | (1 << (bit & 31));
      }
      for (let edge = at(edgeOffsets, component); edge < at(edgeOffsets, component + 1); edge++) {
        const target = at(edges, edge);
        if (target < first) continue;
        const other = (target - first) * WORDS;
        for (let word = 0; word < WORDS; word++) rows[row + word] = at(rows, row + word) | at(rows, other + word);
      }
      let sum = 0;
      for (let word = 0; word < WORDS; word++) {
        for (let bits = at(rows, row + word); bits !== 0; bits &= bits - 1) {
          sum += at(weightOf, first + word * 32 + 31 - Math.clz32(bits & -bits));
        }
      }
      totals[component] = at(totals, component) + sum;
    }
  }
  const counts = new Float64Array(graph.nodes);
  for (let node = 0; node < graph.nodes; node++) {
    counts[node] = at(totals, at(components.of, node)) - (weights ? (weights[node] ?? 0) : 1);
  }
  return counts;
}

function componentEdges(
  graph: Graph,
  components: Components,
  offsets: Int32Array,
  members: Int32Array,
): { edgeOffsets: Int32Array; edges: Int32Array } {
  const edgeOffsets = new Int32Array(components.count + 1);
  const edges = new Int32Array(graph.targets.length);
  const lastSeen = new Int32Array(components.count).fill(-1);
  let count = 0;
  for (let component = 0; component < components.count; component++) {
    for (let slot = at(offsets, component); slot < at(offsets, component + 1); slot++) {
      const node = at(members, slot);
      for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge++) {
        const target = at(components.of, at(graph.targets, edge));
        if (target === component || at(lastSeen, target) === component) continue;
        lastSeen[target] = component;
        edges[count++] = target;
      }
    }
    edgeOffsets[component + 1] = count;
  }
  return { edgeOffsets, edges };
}
