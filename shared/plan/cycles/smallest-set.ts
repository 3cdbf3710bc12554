import { at, successors } from '#shared/graph/graph.ts';
import type { Bench, Lever } from './lever.ts';

/** Levers that together leave no cycle but those that all of them together would leave as well. */
export interface LeverSet {
  /** Indexes into the levers, what frees most for its cost first. */
  readonly chosen: readonly number[];
  /** The largest cycle after each of them, and those before it; as long as `chosen`. */
  readonly largestAfter: readonly number[];
  /** Sizes of the cycles that no lever opens, largest first; empty where the whole cycle comes apart. */
  readonly core: readonly number[];
}

/**
 * A set of levers that opens as much as all of them together: what weighs most in the cycles that are left is taken first
 * (the greedy way to a feedback set), then whatever turns out to be superfluous goes again, the dearest first. None of what
 * remains could be spared, but a smaller set may exist: to find the smallest is NP-hard.
 *
 * Work: a split for each lever that is taken, and one for each of these afterwards. The bench is as before afterwards.
 */
export function smallestSet(bench: Bench, levers: readonly Lever[]): LeverSet {
  for (const lever of levers) bench.apply(lever);
  const core = [...bench.split().sizes];
  for (const lever of levers) bench.takeBack(lever);

  const taken = takeGreedily(bench, levers, core);
  const kept = new Set(taken);
  const dearest = [...taken].reverse().sort((a, b) => (levers[b]?.cost ?? 0) - (levers[a]?.cost ?? 0));
  for (const index of dearest) {
    const lever = levers[index];
    if (lever === undefined) continue;
    bench.takeBack(lever);
    if (isSame(bench.split().sizes, core)) kept.delete(index);
    else bench.apply(lever);
  }
  const chosen = taken.filter((index) => kept.has(index));
  for (const index of chosen) takeBack(bench, levers[index]);
  const largestAfter = chosen.map((index) => {
    apply(bench, levers[index]);
    return bench.split().sizes[0] ?? 0;
  });
  for (const index of chosen) takeBack(bench, levers[index]);
  return { chosen, largestAfter, core };
}

function apply(bench: Bench, lever: Lever | undefined): void {
  if (lever !== undefined) bench.apply(lever);
}

function takeBack(bench: Bench, lever: Lever | undefined): void {
  if (lever !== undefined) bench.takeBack(lever);
}

function isSame(sizes: readonly number[], others: readonly number[]): boolean {
  return sizes.length === others.length && sizes.every((size, index) => size === others[index]);
}

/** Applies levers, the weightiest for its cost first, until only `core` is left; they stay applied. */
function takeGreedily(bench: Bench, levers: readonly Lever[], core: readonly number[]): number[] {
  const taken: number[] = [];
  const open = new Set(levers.keys());
  for (;;) {
    const { sizes, of } = bench.split();
    if (isSame(sizes, core)) return taken;
    const degrees = degreesWithin(bench, of);
    let [best, bestWeight] = [-1, 0];
    for (const index of open) {
      const lever = levers[index];
      if (lever === undefined) continue;
      const weight = weightOf(bench, lever, of, degrees) / Math.max(lever.cost, 0.01);
      if (weight === 0) open.delete(index);
      else if (weight > bestWeight) [best, bestWeight] = [index, weight];
    }
    const lever = levers[best];
    if (lever === undefined) return taken;
    bench.apply(lever);
    open.delete(best);
    taken.push(best);
  }
}

interface Degrees {
  readonly outs: Int32Array;
  readonly ins: Int32Array;
}

/** For each node how many edges lead from and to it within its own cycle, as the bench stands. */
export function degreesWithin(bench: Bench, of: Int32Array): Degrees {
  const { graph } = bench;
  const [outs, ins] = [new Int32Array(graph.nodes), new Int32Array(graph.nodes)];
  for (let node = 0; node < graph.nodes; node++) {
    if (at(of, node) < 0) continue;
    for (const target of successors(graph, node)) {
      if (target === node || at(of, target) !== at(of, node) || !bench.has(node, target)) continue;
      outs[node] = at(outs, node) + 1;
      ins[target] = at(ins, target) + 1;
    }
  }
  return { outs, ins };
}

/**
 * How much of the cycles a lever takes away: for a node the ways through it, for an edge the ways on either side of it that are
 * left if it goes. What lies in no cycle, or between two of them, weighs nothing.
 */
export function weightOf(bench: Bench, { nodes, edges }: Lever, of: Int32Array, { outs, ins }: Degrees): number {
  let weight = 0;
  for (const node of nodes) if (at(of, node) >= 0) weight += Math.sqrt(at(ins, node) * at(outs, node));
  for (let index = 0; index < edges.length; index += 2) {
    const [from = 0, to = 0] = [edges[index], edges[index + 1]];
    if (at(of, from) < 0 || at(of, from) !== at(of, to) || !bench.has(from, to)) continue;
    weight += Math.max(1 / Math.max(1, at(outs, from)), 1 / Math.max(1, at(ins, to)));
  }
  return weight;
}
