import { at, edgeIndex, successors } from '#shared/graph/graph.ts';
import type { BcondSetting } from '#shared/rpm/spec-text/condition.ts';
import { switchedBy, writtenAs } from '#shared/rpm/spec-text/match-requirement.ts';
import type { SpecText } from '#shared/rpm/spec-text/read-spec-text.ts';
import { suspectPurpose } from '#shared/rpm/spec-text/suspect-purpose.ts';
import { BASE_CAN_SERVE, type Plan } from '../types.ts';
import type { Cut, CutEvidence } from './cut.ts';
import type { Cycle } from './cycle.ts';

/** What is known of the members of a cycle beside the plan. */
export interface CycleKnowledge {
  /** The spec's text of a source; null where it is not at hand. */
  readonly specOf: (source: number) => SpecText | null;
  /** Whether there is a distribution to import from: a port of specs alone has none. */
  readonly hasReference: boolean;
  /** Whether the repository had a build of it when the pass began. */
  readonly hasOlderBuild: (source: number) => boolean;
}

/** Where the base can serve more edges than that, it is asked for provider by provider only: nobody decides on a hundred thousand edges. */
const MOST_EDGES = 2000;

/** Every way to cut a cycle that the plan, the specs and the passes know, in no special order; effects are for `search-cuts.ts` to find out. */
export function findCuts(plan: Plan, cycle: Cycle, knowledge: CycleKnowledge): readonly Cut[] {
  return [...ready(plan, cycle, knowledge), ...fromBase(plan, cycle), ...cycle.members.flatMap((source) => fromSpec(plan, cycle, source, knowledge.specOf(source)))];
}

function ready(plan: Plan, { members }: Cycle, { hasReference, hasOlderBuild }: CycleKnowledge): readonly Cut[] {
  const isNoarch = (source: number): boolean => hasReference && plan.sources[source]?.noarchOnly === true;
  const ofKind = (kind: 'import' | 'older-build' | 'stage-0', sources: readonly number[]): readonly Cut[] => {
    const each = sources.map((source): Cut => ({ kind, sources: [source] }));
    // All together as one as well, where that says something: of all members it would say that nothing has to be built.
    return kind !== 'stage-0' && sources.length > 1 && sources.length < members.length ? [{ kind, sources }, ...each] : each;
  };
  return [...ofKind('import', members.filter(isNoarch)), ...ofKind('older-build', members.filter(hasOlderBuild)), ...ofKind('stage-0', members.filter((source) => !isNoarch(source) && !hasOlderBuild(source)))];
}

/** Whether the foreign base can serve an edge of the closure graph. */
export function baseCanServe(plan: Plan, source: number, provider: number): boolean {
  const edge = edgeIndex(plan.closure, source, provider);
  return edge >= 0 && (at(plan.closureBase, edge) & BASE_CAN_SERVE) !== 0;
}

function fromBase(plan: Plan, { members, graph }: Cycle): readonly Cut[] {
  if (plan.bases.length === 0) return [];
  const served = new Map<number, number[]>();
  members.forEach((source, place) => {
    for (const target of successors(graph, place)) {
      const provider = members[target] ?? -1;
      if (baseCanServe(plan, source, provider)) served.set(provider, [...(served.get(provider) ?? []), source]);
    }
  });
  if (served.size === 0) return [];
  const count = [...served.values()].reduce((sum, sources) => sum + sources.length, 0);
  const cuts: Cut[] = [];
  for (const [provider, sources] of served) {
    if (sources.length > 1) cuts.push({ kind: 'base', source: null, provider });
    if (sources.length === 1 || count <= MOST_EDGES) for (const source of sources) cuts.push({ kind: 'base', source, provider });
  }
  return cuts.length > 1 ? [{ kind: 'base', source: null, provider: null }, ...cuts] : cuts;
}

function fromSpec(plan: Plan, cycle: Cycle, source: number, spec: SpecText | null): readonly Cut[] {
  const members = new Set(cycle.members);
  const requirements = plan.sources[source]?.requirements ?? [];
  const cuts: Cut[] = [];
  const bconds = new Map<string, { readonly setting: BcondSetting; readonly requirements: number[]; readonly evidence: CutEvidence[] }>();
  requirements.forEach(({ dependency, providers }, index) => {
    const within = providers.some((binary) => {
      const owner = plan.binaries[binary]?.source ?? -1;
      return owner !== source && members.has(owner);
    });
    const written = spec === null ? [] : writtenAs(spec, dependency);
    const [first] = written;
    // What hangs on a bcond goes with it, whether or not it leads into the cycle itself: what it pulls in may.
    const settings = switchedBy(written);
    for (const setting of settings) {
      const key = `${setting.name} ${setting.enabled}`;
      const bcond = bconds.get(key) ?? { setting, requirements: [], evidence: [] };
      bcond.requirements.push(index);
      if (spec !== null && first !== undefined) bcond.evidence.push({ dependency, line: first.line, suspicion: suspectPurpose(spec, first) });
      bconds.set(key, bcond);
    }
    if (settings.length > 0 || (!within && cycle.kind === 'direct')) return;
    const suspicion = spec === null || first === undefined ? null : suspectPurpose(spec, first);
    if (suspicion !== null && first !== undefined) cuts.push({ kind: suspicion.purpose, source, requirements: [index], evidence: [{ dependency, line: first.line, suspicion }] });
    else cuts.push({ kind: 'requirement', source, requirements: [index] });
  });
  for (const { setting, requirements: dropped, evidence } of bconds.values()) cuts.push({ kind: 'bcond', source, ...setting, requirements: dropped, evidence });
  return cuts;
}
