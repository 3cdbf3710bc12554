import type { BuildrootSolver } from './buildroot.ts';
import type { Demand } from './demands.ts';
import { reasonAtRequirement, type Fault } from './explain.ts';
import type { Installability } from './installable.ts';
import { MAX_ALTERNATIVES, type PlannedBinary, type ResolvedRequirement } from './types.ts';

interface Context {
  readonly demands: readonly Demand[];
  readonly possible: Installability;
  /** Speaks of the buildroot that the requirement is part of. */
  readonly solver: BuildrootSolver;
  readonly binaries: readonly PlannedBinary[];
  /** What keeps that buildroot from being had. */
  readonly faults: readonly Fault[];
}

/**
 * How a BuildRequires fared in the buildroot that was found last.
 * @param wide the demand that also has the candidates that are not among the best
 */
export function resolveRequirement(id: number, wide: number, context: Context): ResolvedRequirement {
  const { demands, possible, solver, binaries, faults } = context;
  const dependency = demands[id]?.text ?? '';
  const leaves = leavesOf(id, demands);
  const fault = faults.find((each) => each.dependency === dependency);
  if (fault !== undefined || !solver.meets(id)) {
    const found = leaves.flatMap((leaf) => demands[leaf]?.found ?? []);
    return {
      dependency,
      status: 'missing',
      reason: fault === undefined ? 'conflict' : reasonAtRequirement(fault),
      providers: [],
      alternatives: distinct(found).slice(0, MAX_ALTERNATIVES),
      fallback: [],
    };
  }
  const providers = distinct(leaves.flatMap((leaf) => solver.providerOf(leaf) ?? []));
  const candidates = (id === wide ? leaves : leavesOf(wide, demands)).flatMap((leaf) => [...(demands[leaf]?.own ?? []), ...(demands[leaf]?.foreign ?? [])]);
  const isOwn = providers.length === 0 || providers.some((binary) => binaries[binary]?.base === -1);
  return {
    dependency,
    status: isOwn ? 'own' : 'foreign',
    reason: null,
    providers,
    alternatives: distinct(candidates.filter((binary) => possible.broken[binary] === 0 && !providers.includes(binary))).slice(0, MAX_ALTERNATIVES),
    fallback: isOwn ? distinct(leaves.flatMap((leaf) => possible.fallbacks[leaf]?.[0] ?? [])) : [],
  };
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
