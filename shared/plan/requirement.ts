import type { BuildrootSolver } from './buildroot.ts';
import { textOf, type Demand } from './demands.ts';
import { reasonAtRequirement, type Fault } from './explain.ts';
import type { Installability } from './installable.ts';
import { MAX_ALTERNATIVES, type ResolvedRequirement } from './types.ts';

interface Context {
  readonly demands: readonly Demand[];
  readonly possible: Installability;
  /** Speaks of the buildroot that was found last. */
  readonly solver: BuildrootSolver;
  /** 1 for each binary of a foreign base. */
  readonly foreign: Uint8Array;
  /** Of a demand the one that also has the candidates that are not among the best. */
  readonly widest: (id: number) => number;
}

/** Says how BuildRequires fared. Equal answers are one object, however many sources get it. */
export class RequirementResolver {
  readonly #context: Context;
  /** By demand for one capability: the last answer, as long as it was no fault. */
  readonly #known: (ResolvedRequirement | undefined)[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * How a BuildRequires fared in the buildroot that was found last.
   * @param faults what keeps that buildroot from being had
   */
  resolve(id: number, faults: readonly Fault[]): ResolvedRequirement {
    const { demands, solver } = this.#context;
    const known = this.#known[id];
    if (known !== undefined && faults.length === 0 && solver.providerOf(id) === known.providers[0]) return known;
    const dependency = textOf(demands, id);
    const fault = faults.find((each) => each.dependency === dependency);
    if (fault !== undefined || !solver.meets(id)) return this.#missing(id, fault);
    const resolved = this.#served(id);
    if (demands[id]?.rule.kind === 'one') this.#known[id] = resolved;
    return resolved;
  }

  #missing(id: number, fault: Fault | undefined): ResolvedRequirement {
    const { demands } = this.#context;
    const found = leavesOf(id, demands).flatMap((leaf) => demands[leaf]?.found ?? []);
    return {
      dependency: textOf(demands, id),
      status: 'missing',
      reason: fault === undefined ? 'conflict' : reasonAtRequirement(fault),
      providers: [],
      alternatives: distinct(found).slice(0, MAX_ALTERNATIVES),
      fallback: [],
      ...(fault === undefined || fault.hidden.length === 0 || fault.via.length > 0 ? {} : { hidden: fault.hidden }),
    };
  }

  #served(id: number): ResolvedRequirement {
    const { demands, possible, solver, foreign, widest } = this.#context;
    const leaves = leavesOf(id, demands);
    const wide = widest(id);
    const providers = distinct(leaves.flatMap((leaf) => solver.providerOf(leaf) ?? []));
    const candidates = (id === wide ? leaves : leavesOf(wide, demands)).flatMap((leaf) => [...(demands[leaf]?.own ?? []), ...(demands[leaf]?.foreign ?? [])]);
    const isOwn = providers.length === 0 || providers.some((binary) => foreign[binary] === 0);
    return {
      dependency: textOf(demands, id),
      status: isOwn ? 'own' : 'foreign',
      reason: null,
      providers,
      alternatives: distinct(candidates.filter((binary) => possible.broken[binary] === 0 && !providers.includes(binary))).slice(0, MAX_ALTERNATIVES),
      fallback: isOwn ? distinct(leaves.flatMap((leaf) => possible.fallbacks[leaf]?.[0] ?? [])) : [],
    };
  }
}

/** The demands for one capability inside a demand, whichever way its conditions turn. */
function leavesOf(id: number, demands: readonly Demand[]): number[] {
  const rule = demands[id]?.rule;
  switch (rule?.kind) {
    case undefined:
    case 'always':
      return [];
    case 'one':
      return [id];
    case 'all':
    case 'any':
      return rule.terms.flatMap((term) => leavesOf(term, demands));
    case 'if':
    case 'unless':
      return [rule.then, rule.otherwise].flatMap((part) => (part === null ? [] : leavesOf(part, demands)));
  }
}

function distinct(binaries: readonly number[]): number[] {
  return [...new Set(binaries)];
}
