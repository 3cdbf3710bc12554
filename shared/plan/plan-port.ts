import { stronglyConnected } from '#shared/graph/components.ts';
import { at } from '#shared/graph/graph.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import { RowsByOrigin } from '#shared/graph/rows-by-origin.ts';
import { baseEdges } from './base-edges.ts';
import type { Buildroot } from './buildroot.ts';
import { soleRequirements } from './cycles/sole-requirement.ts';
import { indexUniverse } from './indexed-universe.ts';
import { RequirementResolver } from './requirement.ts';
import { SourceBuildroots } from './source-buildroots.ts';
import type { Plan, PlannedSource, Unresolvable, Universe } from './types.ts';

/**
 * Works out what must be built before what. Pure and deterministic; close to linear in the dependencies of all
 * buildroots together. What cannot be resolved is part of the answer, never an error.
 */
export function planPort(universe: Universe): Plan {
  const indexed = indexUniverse(universe);
  const { sources, binaries, owners, foreign, described: descriptions } = indexed.listed;
  const search = new SourceBuildroots(indexed);
  const { table, requires, wanted, possible, solver } = search;
  const { demands } = table;
  const resolver = new RequirementResolver({ demands, possible, solver, foreign, widest: (id) => table.widest(id) });
  const direct = new RowsByOrigin(sources.length);
  const closure = new RowsByOrigin(sources.length);
  const planned: PlannedSource[] = [];
  const buildroots: Buildroot[] = [];
  const faults: Unresolvable[] = [];
  const selfRequiring: number[] = [];
  const undecided: number[] = [];
  descriptions.forEach((described, source) => {
    const found = search.find(source);
    buildroots.push(found.buildroot);
    const requirements = (wanted[source] ?? []).map((id) => resolver.resolve(id, found.faults));
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
    groupFaults: search.group.faults,
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
