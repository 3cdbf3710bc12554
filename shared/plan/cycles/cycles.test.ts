import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { stronglyConnected } from '#shared/graph/components.ts';
import { graphOf, keepEdges, type Graph } from '#shared/graph/graph.ts';
import { inducedGraph } from '#shared/graph/induced.ts';
import { planPort } from '../plan-port.ts';
import { haveReference, readReference } from '../testing/reference-data.ts';
import { planOf } from '../testing/small-plan.ts';
import { questionOf } from './ask-cuts.ts';
import { cyclesOf, cycleWith, lostWithout } from './cycle.ts';
import { findCuts, type CycleKnowledge } from './find-cuts.ts';
import { Bench, type Lever } from './lever.ts';
import { searchCuts, type LeverRole } from './search-cuts.ts';
import { smallestSet } from './smallest-set.ts';

const NOTHING_KNOWN: CycleKnowledge = { specOf: () => null, hasReference: true, hasOlderBuild: () => false };

/** What is left of a graph without what levers take, worked out anew: sizes of the components, largest first. */
function fromScratch(graph: Graph, levers: readonly Lever[]): readonly number[] {
  const out = new Set(levers.flatMap(({ nodes }) => nodes));
  const gone = new Set(levers.flatMap(({ edges }) => edges.flatMap((from, index) => (index % 2 === 0 ? [`${from} ${edges[index + 1] ?? -1}`] : []))));
  const kept = keepEdges(graph, (edge, from) => !gone.has(`${from} ${graph.targets[edge] ?? -1}`));
  const left = [...Array(graph.nodes).keys()].filter((node) => !out.has(node));
  return [...stronglyConnected(inducedGraph(kept, left)).sizes].filter((size) => size > 1).sort((a, b) => b - a);
}

const NODES = 14;
const node = fc.nat(NODES - 1);
const graphs = fc.array(fc.tuple(node, node), { maxLength: 50 }).map((edges) => graphOf(NODES, edges.map(([from]) => from), edges.map(([, to]) => to)));
const lever: fc.Arbitrary<Lever> = fc.record({
  nodes: fc.uniqueArray(node, { maxLength: 2 }),
  edges: fc.array(fc.tuple(node, node), { maxLength: 6 }).map((pairs) => pairs.flat()),
  cost: fc.constantFrom(1, 2, 4),
});

describe('cutting a cycle', () => {
  it('comes to what working it out anew does, however levers are tried, applied and taken back', () => {
    fc.assert(
      fc.property(graphs, fc.array(lever, { maxLength: 6 }), fc.array(fc.nat(5), { maxLength: 12 }), (graph, levers, steps) => {
        const bench = new Bench(graph);
        const applied = new Set<Lever>();
        for (const step of steps) {
          const each = levers[step];
          if (each === undefined) continue;
          if (applied.delete(each)) bench.takeBack(each);
          else {
            bench.apply(each);
            applied.add(each);
          }
          const sizes = fromScratch(graph, [...applied]);
          expect(bench.split().sizes).toEqual(sizes);
          const out = new Set([...applied].flatMap(({ nodes }) => nodes)).size;
          expect(bench.effect()).toMatchObject({ largest: sizes[0] ?? 0, freed: NODES - out - sizes.reduce((sum, size) => sum + size, 0) });
          const whole = bench.effectOf(levers);
          expect(whole.largest).toBe(fromScratch(graph, levers)[0] ?? 0);
          expect(bench.split().sizes).toEqual(sizes);
        }
      }),
    );
  });

  it('proposes a set that leaves no cycle but those that all levers together leave, and none of it could be spared', () => {
    fc.assert(
      fc.property(graphs, fc.array(lever, { maxLength: 10 }), (graph, levers) => {
        const bench = new Bench(graph);
        const { chosen, core, largestAfter } = smallestSet(bench, levers);
        const set = chosen.map((index) => levers[index]).filter((each) => each !== undefined);
        expect(core).toEqual(fromScratch(graph, levers));
        expect(fromScratch(graph, set)).toEqual(core);
        set.forEach((_, index) => {
          expect(largestAfter[index]).toBe(fromScratch(graph, set.slice(0, index + 1))[0] ?? 0);
          expect(fromScratch(graph, set.toSpliced(index, 1))).not.toEqual(core);
        });
        expect(bench.split().sizes).toEqual(fromScratch(graph, []));
      }),
    );
  });

  it('names what stays closed, and with what that opens all of it is in no cycle', () => {
    fc.assert(
      fc.property(graphs, fc.array(lever, { maxLength: 6 }), (graph, levers) => {
        const stageZero = [...Array(NODES).keys()].map((each): Lever => ({ nodes: [each], edges: [], cost: 10 }));
        const all = [...levers, ...stageZero];
        const roles = all.map((_, index): LeverRole => (index < levers.length ? 'known' : 'stage-0'));
        const { set, core, opening, tried } = searchCuts({ graph, levers: all, roles });
        const applied = set.chosen.flatMap((index) => all[index] ?? []);
        expect(core.length).toBe(fromScratch(graph, levers).reduce((sum, size) => sum + size, 0));
        expect(fromScratch(graph, [...applied, ...opening.chosen.flatMap((index) => all[index] ?? [])])).toEqual([]);
        for (const { lever: index, effect } of tried) expect(effect.largest).toBe(fromScratch(graph, all[index] === undefined ? [] : [all[index]])[0] ?? 0);
      }),
    );
  });

  it('has every source that needs others which need it in one, and none that only needs itself', () => {
    const plan = planOf(6, [[0, 1], [1, 0], [2, 3], [3, 4], [4, 2], [5, 5], [0, 5]]);
    expect(cyclesOf(plan, 'closure')).toEqual([[2, 3, 4], [0, 1]]);
    expect(cycleWith(plan, 'closure', 3)?.graph.targets.length).toBe(3);
    expect(cycleWith(plan, 'closure', 5)).toBeNull();
  });
});

describe('the cycles of a whole distribution', () => {
  it.skipIf(!haveReference)(`${haveReference ? '' : 'skipped, no reference data: '}shrink by what is noarch as the graph without those does, and a dropped BuildRequires frees what planning anew frees`, () => {
    const universe = readReference(['x86_64', 'noarch']);
    const plan = planPort(universe);
    const sizes = (['direct', 'closure'] as const).map((kind) => {
      const [largest = []] = cyclesOf(plan, kind);
      const cycle = cycleWith(plan, kind, largest[0] ?? -1);
      if (cycle === null) throw new Error('There is no cycle.');
      const cuts = findCuts(plan, cycle, NOTHING_KNOWN);
      const { tried, core, set } = searchCuts(questionOf(plan, cycle, cuts));
      const all = tried.find(({ lever: index }) => {
        const cut = cuts[index];
        return cut?.kind === 'import' && cut.sources.length > 1;
      });
      // What is imported is taken out of the plan's own graph: every source that is noarch alone.
      const rest = [...plan.sources.keys()].filter((source) => plan.sources[source]?.noarchOnly === false);
      expect(all?.effect.largest).toBe(Math.max(...stronglyConnected(inducedGraph(plan[kind], rest)).sizes));
      expect(set.core.reduce((sum, size) => sum + size, 0)).toBe(core.length);
      return [largest.length, all?.effect.largest];
    });
    expect(sizes).toEqual([[918, 439], [1050, 539]]);

    // One BuildRequires fewer for each of some sources that lose members of their cycle by it; then all is planned anew.
    const cycle = cycleWith(plan, 'closure', cyclesOf(plan, 'closure')[0]?.[0] ?? -1);
    if (cycle === null) throw new Error('There is no cycle.');
    const dropped = new Map<string, { readonly requirement: number; readonly lost: readonly number[] }>();
    for (const source of cycle.members.filter((_, place) => place % 9 === 0)) {
      const requirements = plan.sources[source]?.requirements ?? [];
      for (const requirement of requirements.keys()) {
        const lost = lostWithout(plan, cycle, source, new Set([requirement]));
        if (lost.length > 0) dropped.set(plan.sources[source]?.name ?? '', { requirement, lost });
      }
    }
    const anew = planPort({ ...universe, sources: universe.sources.map((source) => ({ ...source, buildRequires: source.buildRequires.filter((_, index) => dropped.get(source.name)?.requirement !== index) })) });
    let [promised, kept] = [0, 0];
    for (const [name, { lost }] of dropped) {
      const source = anew.sources.findIndex((each) => each.name === name);
      const needs = new Set(anew.closure.targets.subarray(anew.closure.offsets[source], anew.closure.offsets[source + 1]));
      for (const target of lost) {
        promised++;
        if (!needs.has(target)) kept++;
      }
    }
    expect(dropped.size).toBeGreaterThan(20);
    // Without it another provider may be chosen for something else, which is rare.
    expect(kept).toBeGreaterThanOrEqual(promised * 0.99);
  }, 120_000);
});
