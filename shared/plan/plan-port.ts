import { stronglyConnected } from '#shared/graph/components.ts';
import { graphOf, type Graph } from '#shared/graph/graph.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import { baseEdges } from './base-edges.ts';
import { BestCandidates } from './best.ts';
import { findApart } from './apart.ts';
import { refuserDemand } from './build-conflicts.ts';
import { BuildrootFinder } from './buildroot-finder.ts';
import type { Buildroot } from './buildroot.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { soleRequirements } from './cycles/sole-requirement.ts';
import { DemandTable } from './demands.ts';
import { Explainer } from './explain.ts';
import { installability } from './installable.ts';
import { indexProviders } from './provider-index.ts';
import { RefusingFinder } from './refusing-finder.ts';
import { resolveRequirement } from './requirement.ts';
import { bansOf } from './rich-conflicts.ts';
import type { Plan, PlannedSource, Unresolvable, Universe } from './types.ts';

/**
 * Works out what must be built before what. Pure and deterministic; close to linear in the dependencies of all
 * buildroots together. What cannot be resolved is part of the answer, never an error.
 */
export function planPort(universe: Universe): Plan {
  const listed = catalogue(universe);
  const { sources, packages, binaries, usable } = listed;
  const group = universe.buildGroup.map((name): Dependency => ({ kind: 'simple', name, comparison: 'any', evr: null }));
  const index = indexProviders(packages, wantedBy(listed, group));
  const apart = findApart(packages, usable, index);
  const table = new DemandTable(index, listed, new BestCandidates(listed, apart, universe.architectures), universe.architectures);
  const idsOf = (list: readonly Dependency[]): number[] => [...new Set(list.map((dependency) => table.idOf(dependency)))];
  // A package that cannot be chosen anyway asks for nothing.
  const requires = packages.map(({ requires: list }, binary) => (usable[binary] === 1 ? idsOf(list) : []));
  const richConflicts = richConflictsOf(listed, table);
  const wanted = sources.map(({ buildRequires }) => buildRequires.map((dependency) => table.bestIdOf(dependency)));
  const groupDemands = [...new Set(group.map((dependency) => table.bestIdOf(dependency)))];
  for (const refuser of listed.refusers) if (packages[refuser] !== undefined) table.idOf(refuserDemand(packages[refuser]));
  const { demands } = table;

  const possible = installability(demands, requires);
  const explainer = new Explainer(demands, possible, listed, index);
  const bans = richConflicts.flatMap(({ binary, demand }) => bansOf(binary, demand, demands));
  const isForeign = (binary: number): boolean => (binaries[binary]?.base ?? -1) >= 0;
  const finder = new BuildrootFinder({ demands, requires, usable, possible, apart, bans, explainer, isForeign });
  const { solver } = finder;
  const grouped = finder.find(groupDemands);
  solver.prefer(grouped.buildroot.installed);
  const refusing = new RefusingFinder(finder, { packages, refusers: listed.refusers, table, apart, group: grouped.buildroot.installed });

  const direct = new EdgeList(sources.length, false);
  const closure = new EdgeList(sources.length, true);
  const planned: PlannedSource[] = [];
  const buildroots: Buildroot[] = [];
  const faults: Unresolvable[] = [];
  const selfRequiring: number[] = [];
  const undecided: number[] = [];
  listed.described.forEach((described, source) => {
    const asked = wanted[source] ?? [];
    const found = refusing.find(source, asked);
    const { buildroot } = found;
    buildroots.push(buildroot);
    const context = { demands, possible, solver, binaries, faults: found.faults };
    const requirements = asked.map((id) => resolveRequirement(id, table.widest(id), context));
    for (const { providers } of requirements) {
      for (const binary of providers) direct.add(source, binaries[binary]?.source ?? -1);
    }
    for (const binary of buildroot.installed) closure.add(source, binaries[binary]?.source ?? -1);
    for (const fault of found.faults) faults.push({ source, ...fault });
    if (found.undecided) undecided.push(source);
    if (requirements.some(({ providers }) => providers.some((binary) => binaries[binary]?.source === source))) selfRequiring.push(source);
    planned.push({ ...described, requirements });
  });

  const directGraph = direct.graph();
  const closureGraph = closure.graph();
  const components = { direct: stronglyConnected(directGraph), closure: stronglyConnected(closureGraph) };
  const isPlain = ({ via, reason }: Unresolvable): boolean => via.length === 0 && (reason === 'nothing-provides' || reason === 'version');
  return {
    sources: planned,
    binaries,
    bases: universe.foreign.map(({ name }) => name),
    direct: directGraph,
    closure: closureGraph,
    closureBase:
      universe.foreign.length === 0
        ? new Uint8Array(closureGraph.targets.length)
        : baseEdges({ closure: closureGraph, components: components.closure, binaries, demands, requires, possible, solver, wanted, buildroots }),
    soleRequirements: soleRequirements({ closure: closureGraph, components: components.closure, binaries, demands, requires, solver, wanted, buildroots }),
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

function wantedBy({ sources, packages, usable, refusers }: Catalogue, group: readonly Dependency[]): readonly Dependency[] {
  const wanted = [...group];
  for (const { buildRequires } of sources) for (const dependency of buildRequires) wanted.push(dependency);
  for (const refuser of refusers) if (packages[refuser] !== undefined) wanted.push(refuserDemand(packages[refuser]));
  packages.forEach(({ requires, conflicts }, binary) => {
    for (const dependency of requires) wanted.push(dependency);
    if (usable[binary] === 1) for (const dependency of conflicts) wanted.push(dependency);
  });
  return wanted;
}

/** The demands of rich Conflicts, each with who has it. */
function richConflictsOf({ packages, usable }: Catalogue, table: DemandTable): { readonly binary: number; readonly demand: number }[] {
  const found: { binary: number; demand: number }[] = [];
  packages.forEach(({ conflicts }, binary) => {
    if (usable[binary] === 1) for (const dependency of conflicts) if (dependency.kind !== 'simple') found.push({ binary, demand: table.idOf(dependency) });
  });
  return found;
}

/** Edges between sources as they turn up, by origin; those to what the port does not build are left out. */
class EdgeList {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #lastFrom: Int32Array;

  readonly #withSelf: boolean;

  constructor(nodes: number, withSelf: boolean) {
    this.#withSelf = withSelf;
    this.#lastFrom = new Int32Array(nodes).fill(-1);
  }

  add(from: number, to: number): void {
    // Many binaries of one source come together: most edges would be repeats.
    if (to < 0 || (to === from && !this.#withSelf) || this.#lastFrom[to] === from) return;
    this.#lastFrom[to] = from;
    this.#from.push(from);
    this.#to.push(to);
  }

  graph(): Graph {
    return graphOf(this.#lastFrom.length, this.#from, this.#to);
  }
}
