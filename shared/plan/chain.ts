import type { BuildrootSolver } from './buildroot.ts';
import type { Demand } from './demands.ts';

interface Context {
  readonly demands: readonly Demand[];
  readonly requires: readonly (readonly number[])[];
  /** Has solved the buildroot that the chain leads through. */
  readonly solver: BuildrootSolver;
}

/** How one BuildRequires leads to something in the buildroot, or to what is missing in it. */
export interface Chain {
  /** The id of the BuildRequires. */
  readonly wanted: number;
  /** The binaries from it on, each required by the one before. */
  readonly via: readonly number[];
  /** The demand at the end of it: what was looked for, or what its last binary serves. */
  readonly demand: number;
}

/**
 * The shortest chain from BuildRequires to a demand (`{ demand }`: `via` ends with who has it), to one that is not met and that a
 * certain binary would serve (`{ servedBy }`, the same), or to an installed binary (`{ binary }`: `via` ends with it). Null where none
 * leads there.
 */
export function chainTo(target: { readonly demand: number } | { readonly servedBy: number } | { readonly binary: number }, wanted: readonly number[], context: Context): Chain | null {
  const { demands, requires, solver } = context;
  const first: readonly Chain[] = wanted.map((id) => ({ wanted: id, via: [], demand: id }));
  const queue = first.map((chain) => ({ chain, demand: chain.wanted }));
  const visited = new Set<number>();
  const asked = new Set<number>();
  for (const { chain, demand } of queue) {
    if (asked.has(demand)) continue;
    asked.add(demand);
    for (const part of partsInForce(demand, context)) {
      if ('demand' in target && target.demand === part) return { ...chain, demand: part };
      const { own = [], foreign = [] } = demands[part] ?? {};
      if ('servedBy' in target && !solver.meets(part) && (own.includes(target.servedBy) || foreign.includes(target.servedBy))) return { ...chain, demand: part };
      for (const binary of [...own, ...foreign]) {
        if (!solver.has(binary) || visited.has(binary)) continue;
        visited.add(binary);
        const next = { wanted: chain.wanted, via: [...chain.via, binary], demand: part };
        if ('binary' in target && target.binary === binary) return next;
        for (const id of requires[binary] ?? []) queue.push({ chain: next, demand: id });
      }
    }
  }
  return null;
}

/** A demand and its parts, of conditional ones the branch that counts. */
function partsInForce(id: number, context: Context): readonly number[] {
  const rule = context.demands[id]?.rule;
  switch (rule?.kind) {
    case undefined:
    case 'always':
    case 'one':
      return [id];
    case 'all':
    case 'any':
      return [id, ...rule.terms.flatMap((term) => partsInForce(term, context))];
    case 'if':
    case 'unless': {
      const branch = context.solver.meets(rule.condition) === (rule.kind === 'if') ? rule.then : rule.otherwise;
      return branch === null ? [id] : [id, ...partsInForce(branch, context)];
    }
  }
}
