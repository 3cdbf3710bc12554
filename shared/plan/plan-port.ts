import { stronglyConnected } from '#shared/graph/components.ts';
import { at } from '#shared/graph/graph.ts';
import { RowsByOrigin } from '#shared/graph/rows-by-origin.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import { baseEdges } from './base-edges.ts';
import { askedFor, type AskedFor } from './asked-for.ts';
import { BestCandidates } from './best.ts';
import { findApart } from './apart.ts';
import { BuildrootFinder } from './buildroot-finder.ts';
import type { Buildroot } from './buildroot.ts';
import { catalogue } from './catalogue.ts';
import { soleRequirements } from './cycles/sole-requirement.ts';
import { DemandTable } from './demands.ts';
import { Explainer } from './explain.ts';
import { indexHidden } from './hidden.ts';
import { installability } from './installable.ts';
import { indexProviders } from './provider-index.ts';
import { RefusingFinder } from './refusing-finder.ts';
import { RequirementResolver } from './requirement.ts';
import { bansOf } from './rich-conflicts.ts';
import type { Plan, PlannedSource, Unresolvable, Universe } from './types.ts';

/**
 * Works out what must be built before what. Pure and deterministic; close to linear in the dependencies of all
 * buildroots together. What cannot be resolved is part of the answer, never an error.
 */
export function planPort(universe: Universe): Plan {
  const listed = catalogue(universe);
  const { sources, packages, binaries, usable, owners, foreign } = listed;
  const group = universe.buildGroup.map((name): Dependency => ({ kind: 'simple', name, comparison: 'any', evr: null }));
  const asked = askedFor(listed, group);
  const index = indexProviders(packages, asked.distinct);
  const apart = findApart(packages, usable, index);
  const table = new DemandTable(index, listed, new BestCandidates(listed, apart, universe.architectures), universe.architectures);
  const idOf = demandIds(asked, table);
  const requires = requirementsOf(asked, idOf);
  const richConflicts = asked.richConflicts.map(({ binary, conflict }) => ({ binary, demand: idOf(conflict) }));
  const wanted = asked.buildRequires.map((list) => list.map((number) => table.bestOf(idOf(number))));
  const groupDemands = [...new Set(asked.group.map((number) => table.bestOf(idOf(number))))];
  for (const number of asked.refusers) idOf(number);
  const { demands } = table;

  const possible = installability(demands, requires);
  const explainer = new Explainer(demands, possible, listed, index, indexHidden(universe.hidden ?? [], asked.distinct));
  const bans = richConflicts.flatMap(({ binary, demand }) => bansOf(binary, demand, demands));
  const isForeign = (binary: number): boolean => foreign[binary] === 1;
  const finder = new BuildrootFinder({ demands, requires, usable, possible, apart, bans, explainer, isForeign });
  const { solver } = finder;
  const grouped = finder.find(groupDemands);
  solver.prefer(grouped.buildroot.installed);
  const refusing = new RefusingFinder(finder, { packages, refusers: listed.refusers, table, apart, group: grouped.buildroot.installed });

  const resolver = new RequirementResolver({ demands, possible, solver, foreign, widest: (id) => table.widest(id) });
  const direct = new RowsByOrigin(sources.length);
  const closure = new RowsByOrigin(sources.length);
  const planned: PlannedSource[] = [];
  const buildroots: Buildroot[] = [];
  const faults: Unresolvable[] = [];
  const selfRequiring: number[] = [];
  const undecided: number[] = [];
  listed.described.forEach((described, source) => {
    const buildRequires = wanted[source] ?? [];
    const found = refusing.find(source, buildRequires);
    buildroots.push(found.buildroot);
    const requirements = buildRequires.map((id) => resolver.resolve(id, found.faults));
    let requiresItself = false;
    for (const { providers } of requirements) {
      for (const binary of providers) {
        const owner = at(owners, binary);
        if (owner === source) requiresItself = true;
        else if (owner >= 0) direct.add(owner);
      }
    }
    addOwners(closure, found.buildroot.installed, owners);
    direct.endRow();
    closure.endRow();
    for (const fault of found.faults) faults.push({ source, ...fault });
    if (found.undecided) undecided.push(source);
    if (requiresItself) selfRequiring.push(source);
    planned.push({ ...described, requirements });
  });

  const directGraph = direct.graph();
  const closureGraph = closure.graph();
  const components = { direct: stronglyConnected(directGraph), closure: stronglyConnected(closureGraph) };
  const ground = { closure: closureGraph, components: components.closure, owners, foreign, demands, requires, possible, solver, wanted, buildroots };
  const isPlain = ({ via, reason }: Unresolvable): boolean => via.length === 0 && (reason === 'nothing-provides' || reason === 'version');
  return {
    sources: planned,
    binaries,
    bases: universe.foreign.map(({ name }) => name),
    direct: directGraph,
    closure: closureGraph,
    closureBase: universe.foreign.length === 0 ? new Uint8Array(closureGraph.targets.length) : baseEdges(ground),
    soleRequirements: soleRequirements(ground),
    components,
    ranks: ranksOf(closureGraph, components.closure),
    groupFaults: grouped.faults,
    undecided,
    unresolvable: faults.filter(isPlain),
    notInstallable: faults.filter((fault) => !isPlain(fault)),
    selfRequiring,
    counts: { binaries: universe.reference.length, buildRequires: wanted.reduce((sum, list) => sum + list.length, 0) },
  };
}

/** An edge to each source that builds one of the binaries. */
function addOwners(closure: RowsByOrigin, installed: Int32Array, owners: Int32Array): void {
  for (let index = 0; index < installed.length; index++) {
    const owner = at(owners, at(installed, index));
    if (owner >= 0) closure.add(owner);
  }
}

/** The id of the demand for what is asked for under a number. */
function demandIds({ distinct }: AskedFor, table: DemandTable): (number: number) => number {
  const ids = new Int32Array(distinct.length).fill(-1);
  return (number) => {
    const known = at(ids, number);
    const dependency = distinct[number];
    return known >= 0 || dependency === undefined ? known : (ids[number] = table.idOf(dependency));
  };
}

/** What each binary requires as ids of demands, each once. */
function requirementsOf({ requires }: AskedFor, idOf: (number: number) => number): readonly (readonly number[])[] {
  const metIn: number[] = [];
  return requires.map((list, binary) => {
    if (list.length === 0) return list;
    const kept: number[] = [];
    for (const number of list) {
      const id = idOf(number);
      if (metIn[id] === binary) continue;
      metIn[id] = binary;
      kept.push(id);
    }
    return kept;
  });
}
