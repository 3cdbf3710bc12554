import { inducedGraph } from '#shared/graph/induced.ts';
import { membersOf, stronglyConnected } from '#shared/graph/components.ts';
import { at, successors } from '#shared/graph/graph.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import { planPort } from '../plan-port.ts';
import type { Plan, Universe } from '../types.ts';
import { USUAL_BUILD_GROUP } from '../usual-build-group.ts';
import { toolchainStages } from './toolchain.ts';
import type { BaseStep, InitialBase } from './types.ts';

/** What a builder needs beside it, each with what stood in its place before. */
const BUILDER_TOOLS: readonly string[] = ['rpm-build', '(dnf or yum)', '(dnf-plugins-core or yum-utils)', '(createrepo_c or createrepo)'];
/** Sorts behind every package name, and is none: the other sources keep their numbers. */
const ROOT = '~the initial base';

/**
 * The closure of the build group and of what a builder needs to install and publish packages, as the sources that build
 * it, with the order in which they replace the foreign ones. What those sources need to be built themselves still comes from the foreign base.
 *
 * @param plan made from `universe`
 */
export function initialBase(universe: Universe, plan: Plan): InitialBase {
  const assumed = universe.buildGroup.length === 0;
  const asked = [...new Set([...(assumed ? USUAL_BUILD_GROUP : universe.buildGroup), ...BUILDER_TOOLS])];
  const buildRequires = asked.flatMap((text): Dependency[] => {
    const parsed = parseDependency(text);
    return parsed.ok ? [parsed.value] : [];
  });
  const root = { name: ROOT, evr: { epoch: 0, version: '0', release: '0' }, summary: '', buildRequires, buildConflicts: [], exclusiveArch: [], excludeArch: [] };
  // Only the root's needs are looked at: everybody else asks for nothing, which costs next to nothing. The port's own packages alone.
  const alone = planPort({ ...universe, foreign: [], buildGroup: [], sources: [...universe.sources.map((source) => ({ ...source, buildRequires: [] })), root] });
  const row = alone.sources.findIndex(({ name }) => name === ROOT);
  const missing = (alone.sources[row]?.requirements ?? []).filter(({ status }) => status === 'missing').map(({ dependency }) => dependency);
  const members = [...successors(alone.closure, row)];
  const toolchain = toolchainStages(plan);
  const first = new Set(toolchain.flatMap(({ sources }) => sources));
  const nameOf = (source: number): string => plan.sources[source]?.name ?? '';
  return {
    asked,
    assumed,
    missing,
    sources: members.length,
    toolchain: toolchain.map(({ what, sources }) => ({ what, sources: sources.map(nameOf) })),
    order: stepsOf(plan, members.filter((source) => !first.has(source))),
  };
}

/** Sources in build order, those that need each other in one step. */
function stepsOf(plan: Plan, sources: readonly number[]): BaseStep[] {
  const graph = inducedGraph(plan.closure, sources);
  const components = stronglyConnected(graph);
  const ranks = ranksOf(graph, components);
  const { offsets, members } = membersOf(components);
  const steps = Array.from({ length: components.count }, (_, component) => [...members.subarray(at(offsets, component), at(offsets, component + 1))]);
  return steps
    .toSorted((a, b) => at(ranks, a[0] ?? 0) - at(ranks, b[0] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0))
    .map((step) => ({ sources: step.map((place) => plan.sources[sources[place] ?? -1]?.name ?? '') }));
}
