import fc from 'fast-check';
import { stronglyConnected } from '#shared/graph/components.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import { graphOf } from '#shared/graph/graph.ts';
import { STANDINGS, type PassMode, type Plan } from '../types.ts';

/** A plan that is nothing but its closure graph: `[from, to]` or `[from, to, bits]` for each edge. */
export function planOf(nodes: number, edges: readonly (readonly [number, number, number?])[], unresolvable: readonly number[] = []): Plan {
  const closure = graphOf(nodes, edges.map(([from]) => from), edges.map(([, to]) => to));
  const closureBase = new Uint8Array(closure.targets.length);
  for (let node = 0; node < nodes; node++) {
    for (let edge = closure.offsets[node] ?? 0; edge < (closure.offsets[node + 1] ?? 0); edge++) {
      closureBase[edge] = edges.find(([from, to]) => from === node && to === closure.targets[edge])?.[2] ?? 0;
    }
  }
  const components = stronglyConnected(closure);
  return {
    sources: Array.from({ length: nodes }, (_, node) => ({
      name: `p${node}`,
      evr: '1-1',
      summary: '',
      arches: ['x86_64'],
      exclusiveArch: [],
      excludeArch: [],
      requirements: [],
      buildConflicts: [],
      binaries: [],
      noarchOnly: false,
    })),
    binaries: [],
    bases: [],
    direct: closure,
    closure,
    closureBase,
    soleRequirements: new Int32Array(closure.targets.length).fill(-1),
    components: { direct: components, closure: components },
    ranks: ranksOf(closure, components),
    unresolvable: unresolvable.map((source) => ({ source, capability: 'gone', dependency: 'gone', via: [], reason: 'nothing-provides', best: null, conflict: null, hidden: [] })),
    groupFaults: [],
    undecided: [],
    notInstallable: [],
    selfRequiring: [],
    counts: { binaries: 0, buildRequires: 0 },
  };
}

export const MODES: readonly PassMode[] = [{ kind: 'rolling', provider: 'wait' }, { kind: 'rolling', provider: 'use-base' }, { kind: 'frozen' }];

/** A small plan with any edges, any of them served by a base, and any sources unresolvable. */
export function anyPlan(nodes = 9): fc.Arbitrary<Plan> {
  const node = fc.nat({ max: nodes - 1 });
  return fc
    .tuple(fc.array(fc.tuple(node, node, fc.constantFrom(0, 0, 0, 1, 2, 3)), { maxLength: nodes * 2 }), fc.array(node, { maxLength: 2 }))
    .map(([edges, unresolvable]) => planOf(nodes, edges, unresolvable));
}

export const anyMode = fc.constantFrom(...MODES);
export const anyStanding = fc.constantFrom(...STANDINGS);
