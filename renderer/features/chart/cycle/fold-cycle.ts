import { membersOf, stronglyConnected } from '#shared/graph/components.ts';
import { at, successors, type Graph } from '#shared/graph/graph.ts';
import { inducedGraph, shortestCycle } from '#shared/graph/induced.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import type { PortModel } from '#renderer/state/port-model.ts';

import { idOf, MOST_ELEMENTS, type Diagram, type DiagramEdge, type DiagramGroup, type DiagramNode } from '../graph/diagram.ts';

/** A cycle as it lies in the port: its members and the direct edges between them. Never changes while the model lives. */
export interface Cycle {
  readonly members: readonly number[];
  /** Node `i` is `members[i]`; an edge leads to what is needed. */
  readonly graph: Graph;
  /** How many members each needs, and how many need it. */
  readonly needs: readonly number[];
  readonly neededBy: readonly number[];
}

export interface FoldedCycle extends Diagram {
  /** The shortest way round through the selection, it first and last, by source; empty where BuildRequires alone lead none. */
  readonly round: readonly number[];
  /** Edges between bundles that would be too many to draw. */
  readonly undrawn: number;
}

export function cycleOf(model: PortModel, component: number): Cycle {
  return cycleAmong(model, [...model.components.keys()].filter((source) => model.components[source] === component));
}

/** @param members by source, ascending */
export function cycleAmong(model: PortModel, members: readonly number[]): Cycle {
  const graph = inducedGraph(model.needs, members);
  const neededBy = members.map(() => 0);
  for (const target of graph.targets) neededBy[target] = (neededBy[target] ?? 0) + 1;
  return { members, graph, needs: members.map((_, place) => successors(graph, place).length), neededBy };
}

/** So many of the busiest are drawn by name; fewer where that would be too many edges. */
const HUBS = [16, 12, 8, 5] as const;
/** A bundle of so many at most opens into its packages; a larger one into its busiest and smaller bundles. */
const OPENS_WHOLE = 50;
/** Bundles of what lies in no smaller cycle, by where it would stand in the build order. */
const LEVELS = 6;
/** So many smaller cycles are bundles of their own, the largest; the others are folded with what lies in none. */
const MOST_CYCLES = 10;
/** A longer way round is told, not drawn. */
const LONGEST_ROUND = 40;

/**
 * Folds a cycle into what can be drawn: the selection with its shortest way round, the busiest packages by name, and for
 * the rest a bundle for each smaller cycle that is left without those, and some for what then lies in no cycle at all, by
 * build order. `open` names bundles that were opened; a whole cycle that is small enough is drawn as it is.
 */
export function foldCycle(cycle: Cycle, selected: number, open: ReadonlySet<string>): FoldedCycle {
  const place = cycle.members.indexOf(selected);
  const round = place < 0 ? [] : (shortestCycle(cycle.graph, place) ?? []);
  const all = cycle.members.map((_, member) => member);
  if (cycle.members.length + cycle.graph.targets.length <= MOST_ELEMENTS) {
    // Layers are for what can be followed by the eye.
    const sparse = cycle.graph.targets.length <= FOLLOWED * cycle.members.length;
    return drawn(cycle, { hubs: sparse ? all : [], loose: sparse ? [] : all, bundles: [] }, round, !sparse);
  }
  const kept = new Set(round.length <= LONGEST_ROUND ? round : [place]);
  // What was opened must not change how many are drawn by name: its bundles would be others.
  const hubs = HUBS.find((each) => drawn(cycle, unfold(cycle, all, each, kept, '', NONE), round).undrawn === 0) ?? 3;
  return drawn(cycle, opened(cycle, all, hubs, kept, open), round);
}

/** With what is open, the latest first: where that would be too many to draw, what was opened first is folded again. */
function opened(cycle: Cycle, all: readonly number[], hubs: number, kept: ReadonlySet<number>, open: ReadonlySet<string>): Parts {
  let latest = [...open];
  for (;;) {
    const parts = unfold(cycle, all, hubs, kept, '', new Set(latest));
    if (latest.length === 0 || parts.hubs.length + parts.loose.length + parts.bundles.length <= MOST_NODES) return parts;
    latest = latest.slice(1);
  }
}

/** Of the elements so many are packages and bundles at most, so that there is room for edges. */
const MOST_NODES = 200;
/** Edges for each member up to which all are drawn, in layers. */
const FOLLOWED = 1.8;
const NONE: ReadonlySet<string> = new Set();

interface Bundle {
  readonly kind: 'cycle' | 'level';
  readonly id: string;
  readonly words: string;
  readonly members: readonly number[];
}

interface Parts {
  /** The busiest, the way round among them. */
  readonly hubs: readonly number[];
  /** What else stands alone: it came out of a bundle, or was no more than one. */
  readonly loose: readonly number[];
  readonly bundles: readonly Bundle[];
}

/** How much of the cycle goes through a member. */
const busyness = ({ needs, neededBy }: Cycle, member: number): number => (needs[member] ?? 0) * (neededBy[member] ?? 0);

function unfold(cycle: Cycle, members: readonly number[], hubs: number, kept: ReadonlySet<number>, path: string, open: ReadonlySet<string>): Parts {
  const busiest = members.filter((member) => !kept.has(member)).sort((a, b) => busyness(cycle, b) - busyness(cycle, a) || a - b);
  const rest = busiest.slice(hubs).sort((a, b) => a - b);
  const parts = { hubs: [...members.filter((member) => kept.has(member)), ...busiest.slice(0, hubs)], loose: [] as number[], bundles: [] as Bundle[] };
  for (const bundle of bundlesOf(cycle, rest, path)) {
    if (bundle.members.length === 1) parts.loose.push(...bundle.members);
    else if (!open.has(bundle.id)) parts.bundles.push(bundle);
    else if (bundle.members.length <= OPENS_WHOLE) parts.loose.push(...bundle.members);
    else {
      const inner = unfold(cycle, bundle.members, Math.min(hubs, 12), kept, `${bundle.id}/`, open);
      parts.loose.push(...inner.hubs, ...inner.loose);
      parts.bundles.push(...inner.bundles);
    }
  }
  return parts;
}

/** What is left without the busiest: the smaller cycles in it, and levels of what lies in none. */
function bundlesOf(cycle: Cycle, rest: readonly number[], path: string): readonly Bundle[] {
  const graph = inducedGraph(cycle.graph, rest);
  const components = stronglyConnected(graph);
  const { offsets, members } = membersOf(components);
  const bundles: Bundle[] = [];
  const loose: number[] = [];
  const largest = [...components.sizes.keys()].sort((a, b) => at(components.sizes, b) - at(components.sizes, a) || a - b);
  for (const [order, component] of largest.entries()) {
    const own = [...members.subarray(at(offsets, component), at(offsets, component + 1))];
    const named = own.map((node) => rest[node] ?? -1);
    if (own.length === 1 || order >= MOST_CYCLES) loose.push(...own);
    else bundles.push({ kind: 'cycle', id: `${path}c${named[0] ?? -1}`, words: `cycle of ${named.length.toLocaleString('en')}`, members: named });
  }
  const ranks = ranksOf(graph, components);
  loose.sort((a, b) => at(ranks, a) - at(ranks, b) || a - b);
  const each = Math.max(1, Math.ceil(loose.length / LEVELS));
  for (let first = 0; first < loose.length; first += each) {
    const own = loose.slice(first, first + each).map((node) => rest[node] ?? -1);
    bundles.push({ kind: 'level', id: `${path}l${own[0] ?? -1}`, words: `${own.length.toLocaleString('en')} in step ${1 + first / each}`, members: own });
  }
  return bundles;
}

/** The diagram of the parts: edges between the same two are one; of too many, those that stand for least are left out. */
function drawn(cycle: Cycle, { hubs, loose, bundles }: Parts, round: readonly number[], grouped = true): FoldedCycle {
  const source = (member: number): number => cycle.members[member] ?? -1;
  const id = (member: number): string => idOf(source(member));
  const nodes: DiagramNode[] = [
    ...[...hubs, ...loose].map((member): DiagramNode => ({ kind: 'package', id: id(member), source: source(member) })),
    ...bundles.map((bundle): DiagramNode => ({ kind: 'bundle', id: bundle.id, words: bundle.words, sources: bundle.members.map(source) })),
  ];
  const nodeOf = new Map([...hubs, ...loose].map((member) => [member, id(member)]));
  for (const bundle of bundles) for (const member of bundle.members) nodeOf.set(member, bundle.id);
  const onRound = new Set(round.slice(1).map((needed, step) => `${id(needed)} ${id(round[step] ?? -1)}`));
  const closing = round.length < 2 ? '' : `${id(round.at(-1) ?? -1)} ${id(round.at(-2) ?? -1)}`;
  const links = linksOf(cycle, nodeOf).map((link) => ({ ...link, key: `${link.from} ${link.to}` }));
  const weight = ({ key, count }: (typeof links)[number]): number => (onRound.has(key) ? Infinity : count);
  links.sort((a, b) => weight(b) - weight(a));
  const kept = links.slice(0, Math.max(0, MOST_ELEMENTS - nodes.length));
  const edges = kept.map(({ from, to, key }): DiagramEdge => ({ from, to, kind: onRound.has(key) ? 'round' : 'plain', ...(key === closing ? { back: true } : {}) }));
  return { nodes, edges, round: round.map(source), undrawn: links.length - kept.length, groups: grouped ? groupsOf(id, hubs, loose, bundles, round) : undefined };
}

/** Between which two nodes there are edges, and how many. */
function linksOf({ members, graph }: Cycle, nodeOf: ReadonlyMap<number, string>): readonly { readonly from: string; readonly to: string; readonly count: number }[] {
  const links = new Map<string, { from: string; to: string; count: number }>();
  for (const member of members.keys()) {
    for (const needed of successors(graph, member)) {
      const [from, to] = [nodeOf.get(needed), nodeOf.get(member)];
      if (from === undefined || to === undefined || from === to) continue;
      const link = links.get(`${from} ${to}`) ?? { from, to, count: 0 };
      link.count += 1;
      links.set(`${from} ${to}`, link);
    }
  }
  return [...links.values()];
}

function groupsOf(id: (member: number) => string, hubs: readonly number[], loose: readonly number[], bundles: readonly Bundle[], round: readonly number[]): readonly DiagramGroup[] {
  const alone = new Set([...hubs, ...loose]);
  const way = round.slice(0, -1).filter((member) => alone.has(member));
  const onWay = new Set(way);
  const others = (members: readonly number[]): string[] => members.filter((member) => !onWay.has(member)).map(id);
  return [
    { title: 'The shortest way round', ids: way.map(id) },
    { title: 'The busiest', ids: others(hubs) },
    { title: 'Cycles that are left without them', ids: bundles.filter(({ kind }) => kind === 'cycle').map((bundle) => bundle.id) },
    { title: 'In no cycle, by build order', ids: bundles.filter(({ kind }) => kind === 'level').map((bundle) => bundle.id) },
    { title: hubs.length === 0 ? 'The others' : 'Opened', ids: others(loose) },
  ].filter(({ ids }) => ids.length > 0);
}
