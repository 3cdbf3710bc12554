import { at } from '#shared/graph/graph.ts';
import { findApart } from './apart.ts';
import type { AskedFor } from './asked-for.ts';
import { BestCandidates } from './best.ts';
import { BuildrootFinder, type Found } from './buildroot-finder.ts';
import type { BuildrootSolver } from './buildroot.ts';
import { DemandTable } from './demands.ts';
import { Explainer } from './explain.ts';
import type { IndexedUniverse } from './indexed-universe.ts';
import { installability, type Installability } from './installable.ts';
import { RefusingFinder } from './refusing-finder.ts';
import { bansOf } from './rich-conflicts.ts';

/** Finds the buildroot of one source after the other, or why it cannot be had: what libsolv is asked for with one solve for each. */
export class SourceBuildroots {
  readonly table: DemandTable;
  /** By binary: ids of the demands for what it requires, each once. */
  readonly requires: readonly (readonly number[])[];
  /** By source: ids of the demands for its BuildRequires. */
  readonly wanted: readonly (readonly number[])[];
  readonly possible: Installability;
  /** Speaks of the buildroot that was found last. */
  readonly solver: BuildrootSolver;
  /** What mock installs before any BuildRequires. */
  readonly group: Found;
  readonly #refusing: RefusingFinder;

  constructor({ listed, asked, index, hidden, architectures }: IndexedUniverse) {
    const { packages, usable, foreign, refusers } = listed;
    const apart = findApart(packages, usable, index);
    this.table = new DemandTable(index, listed, new BestCandidates(listed, apart, architectures), architectures);
    const { table } = this;
    const idOf = demandIds(asked, table);
    this.requires = requirementsOf(asked, idOf);
    const richConflicts = asked.richConflicts.map(({ binary, conflict }) => ({ binary, demand: idOf(conflict) }));
    this.wanted = asked.buildRequires.map((list) => list.map((number) => table.bestOf(idOf(number))));
    const groupDemands = [...new Set(asked.group.map((number) => table.bestOf(idOf(number))))];
    for (const number of asked.refusers) idOf(number);
    const { demands } = table;
    this.possible = installability(demands, this.requires);
    const { requires, possible } = this;
    const explainer = new Explainer(demands, possible, listed, index, hidden);
    const bans = richConflicts.flatMap(({ binary, demand }) => bansOf(binary, demand, demands));
    const isForeign = (binary: number): boolean => foreign[binary] === 1;
    const finder = new BuildrootFinder({ demands, requires, usable, possible, apart, bans, explainer, isForeign });
    this.solver = finder.solver;
    this.group = finder.find(groupDemands);
    this.solver.prefer(this.group.buildroot.installed);
    this.#refusing = new RefusingFinder(finder, { packages, refusers, table, apart, group: this.group.buildroot.installed });
  }

  /** @param source its index in the catalogue */
  find(source: number): Found {
    return this.#refusing.find(source, this.wanted[source] ?? []);
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
