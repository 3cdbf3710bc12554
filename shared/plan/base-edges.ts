import type { Components } from '#shared/graph/components.ts';
import { at, type Graph } from '#shared/graph/graph.ts';
import type { Buildroot, BuildrootSolver } from './buildroot.ts';
import type { Demand } from './demands.ts';
import type { Installability } from './installable.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE } from './types.ts';

/** What {@link baseEdges} reads; all of it is at hand while a plan is made. */
export interface BaseEdgesInput {
  readonly closure: Graph;
  readonly components: Components;
  /** By binary: the source that builds it, -1 where it is foreign or the port has none; and 1 where it is foreign. */
  readonly owners: Int32Array;
  readonly foreign: Uint8Array;
  readonly demands: readonly Demand[];
  readonly requires: readonly (readonly number[])[];
  readonly possible: Installability;
  readonly solver: BuildrootSolver;
  /** By source: its demands, and the buildroot they led to. */
  readonly wanted: readonly (readonly number[])[];
  readonly buildroots: readonly Buildroot[];
}

/**
 * Marks the edges of the closure graph that a foreign base can serve. The buildroot is walked again from the BRs without
 * going past what the base has instead; an edge to a source that is not met on the way carries the bit:
 * - {@link BASE_CAN_SERVE}: wherever the base meets the demand, nothing of the own provider is needed;
 * - {@link BASE_BREAKS_CYCLE}: the same, but only where the own provider lies in the source's own cycle, or is itself.
 */
export function baseEdges(input: BaseEdgesInput): Uint8Array {
  const { closure, components, solver, buildroots } = input;
  const bits = new Uint8Array(closure.targets.length);
  const met = new Int32Array(closure.nodes).fill(-1);
  const walk = new Walk(input);
  let round = 0;
  const mark = (source: number, bit: number, mayUseBase: (provider: number) => boolean): void => {
    round++;
    walk.from(source, mayUseBase, (provider) => {
      met[provider] = round;
    });
    for (let edge = at(closure.offsets, source); edge < at(closure.offsets, source + 1); edge++) {
      if (at(met, at(closure.targets, edge)) !== round) bits[edge] = at(bits, edge) | bit;
    }
  };
  for (let source = 0; source < closure.nodes; source++) {
    const buildroot = buildroots[source];
    if (buildroot === undefined) continue;
    solver.resume(buildroot);
    mark(source, BASE_CAN_SERVE, () => true);
    const component = at(components.of, source);
    mark(source, BASE_BREAKS_CYCLE, (provider) => at(components.of, provider) === component);
  }
  return bits;
}

class Walk {
  readonly #input: BaseEdgesInput;
  readonly #visited: Int32Array;
  #round = 0;

  constructor(input: BaseEdgesInput) {
    this.#input = input;
    this.#visited = new Int32Array(input.owners.length);
  }

  from(source: number, mayUseBase: (provider: number) => boolean, meet: (provider: number) => void): void {
    const { wanted, requires, owners, foreign } = this.#input;
    this.#round++;
    const open = [...(wanted[source] ?? [])].map((id) => id * 2);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      for (const leaf of metLeaves(entry >> 1, this.#input.demands, this.#input.solver)) {
        const binary = this.#input.solver.providerOf(leaf, (entry & 1) === 1);
        if (binary === undefined || this.#visited[binary] === this.#round) continue;
        if (foreign[binary] === 0) {
          const servedByBase = (this.#input.possible.fallbacks[leaf]?.length ?? 0) > 0;
          if (servedByBase && mayUseBase(at(owners, binary))) continue;
          meet(at(owners, binary));
        }
        this.#visited[binary] = this.#round;
        for (const id of requires[binary] ?? []) open.push(id * 2 + at(foreign, binary));
      }
    }
  }
}

/** The demands for one capability inside a demand that the buildroot solved last meets. */
export function metLeaves(id: number, demands: readonly Demand[], solver: BuildrootSolver): readonly number[] {
  const rule = demands[id]?.rule;
  switch (rule?.kind) {
    case undefined:
    case 'always':
      return [];
    case 'one':
      return [id];
    case 'all':
      return rule.terms.flatMap((term) => metLeaves(term, demands, solver));
    case 'any': {
      const term = rule.terms.find((one) => solver.meets(one));
      return term === undefined ? [] : metLeaves(term, demands, solver);
    }
    case 'if':
    case 'unless': {
      const branch = solver.meets(rule.condition) === (rule.kind === 'if') ? rule.then : rule.otherwise;
      return branch === null ? [] : metLeaves(branch, demands, solver);
    }
  }
}
