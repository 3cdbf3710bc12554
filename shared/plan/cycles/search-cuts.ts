import type { Graph } from '#shared/graph/graph.ts';
import { Bench, type CutEffect, type Lever } from './lever.ts';
import { degreesWithin, smallestSet, weightOf, type LeverSet } from './smallest-set.ts';

/**
 * What a lever is good for:
 * - `known`: it is tried by itself, and the proposed set is made of such
 * - `together`: several known ones at once; tried, never part of the set
 * - `thin`: nobody knows how to do it; it shows where the cycle is thin
 * - `stage-0`: the way into what all known ones leave closed
 */
export type LeverRole = 'known' | 'together' | 'thin' | 'stage-0';

/** A cycle's graph with every lever on it. Plain data, so that it can be sent between threads. */
export interface CutQuestion {
  readonly graph: Graph;
  readonly levers: readonly Lever[];
  /** One for each lever. */
  readonly roles: readonly LeverRole[];
}

/** What was found; levers are named by their index in the question. */
export interface CutAnswer {
  /** The levers that are worth showing with what each comes to by itself, what frees most first. */
  readonly tried: readonly { readonly lever: number; readonly effect: CutEffect }[];
  /** Levers of known ways that were not tried because others weigh more. */
  readonly untried: number;
  /** A set of known ways that opens all that known ways can open, with what it comes to. */
  readonly set: LeverSet;
  readonly setEffect: CutEffect;
  /** Nodes that it leaves in cycles, ascending. */
  readonly core: readonly number[];
  /** Stage-0 binaries that open the rest, beside the set; its own core is empty. */
  readonly opening: LeverSet;
}

/** So many of each role are tried, the weightiest first; each is one split of the cycle. */
const TRIED: Readonly<Record<LeverRole, number>> = { known: 1500, together: 20, thin: 400, 'stage-0': 300 };
/** So many of each role are shown. */
const SHOWN: Readonly<Record<LeverRole, number>> = { known: 300, together: 20, thin: 25, 'stage-0': 25 };

/** Tries levers out on a cycle: each of the best by itself, and a set that opens it as far as known ways can. Pure and deterministic. */
export function searchCuts({ graph, levers, roles }: CutQuestion): CutAnswer {
  const bench = new Bench(graph);
  const { of } = bench.split();
  const component = of.slice();
  const degrees = degreesWithin(bench, component);
  const weights = levers.map((lever) => weightOf(bench, lever, component, degrees));
  const ofRole = (role: LeverRole): number[] => [...levers.keys()].filter((index) => roles[index] === role);
  let untried = 0;
  const tried = (['together', 'known', 'thin', 'stage-0'] as const).flatMap((role) => {
    const weighty = ofRole(role).filter((index) => (weights[index] ?? 0) > 0).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
    if (role === 'known') untried = Math.max(0, weighty.length - TRIED.known);
    const effects = weighty.slice(0, TRIED[role]).map((index) => ({ lever: index, effect: bench.effectOf(pick(levers, [index])) }));
    const worth = role === 'thin' || role === 'stage-0' ? effects.filter(({ effect }) => effect.freed > 0) : effects;
    return worth.sort((a, b) => rank(a.effect, b.effect) || costOf(levers, a.lever) - costOf(levers, b.lever) || a.lever - b.lever).slice(0, SHOWN[role]);
  });
  tried.sort((a, b) => rank(a.effect, b.effect) || costOf(levers, a.lever) - costOf(levers, b.lever) || a.lever - b.lever);

  const known = ofRole('known').filter((index) => (weights[index] ?? 0) > 0);
  const set = named(smallestSet(bench, pick(levers, known)), known);
  const applied = pick(levers, set.chosen);
  for (const lever of applied) bench.apply(lever);
  const setEffect = bench.effect();
  const left = bench.split().of.slice();
  const core = [...left.keys()].filter((node) => (left[node] ?? -1) >= 0);
  const last = ofRole('stage-0').filter((index) => levers[index]?.nodes.some((node) => (left[node] ?? -1) >= 0));
  const opening = named(smallestSet(bench, pick(levers, last)), last);
  return { tried, untried, set, setEffect, core, opening };
}

/** What frees most first, then what leaves the smallest cycle. */
function rank(a: CutEffect, b: CutEffect): number {
  return b.freed - a.freed || a.largest - b.largest;
}

function pick(levers: readonly Lever[], indexes: readonly number[]): readonly Lever[] {
  return indexes.flatMap((index) => levers[index] ?? []);
}

function costOf(levers: readonly Lever[], index: number): number {
  return levers[index]?.cost ?? 0;
}

function named(set: LeverSet, indexes: readonly number[]): LeverSet {
  return { ...set, chosen: set.chosen.map((place) => indexes[place] ?? -1) };
}
