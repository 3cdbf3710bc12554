import { stronglyConnected } from '#shared/graph/components.ts';
import { graphOf, type Graph } from '#shared/graph/graph.ts';
import { ranksOf } from '#shared/graph/ranks.ts';
import type { Plan } from '#shared/plan/types.ts';

import { seeded } from './measure.ts';

/** The share of a distribution's sources that its largest cycle holds (918 of 2,653 in the reference). */
const CORE = 0.35;

/**
 * Who needs whom in a made-up distribution: nearly everybody needs what comes early (there are a few hubs and many
 * leaves, as in life), and within the first third a few edges lead forward, which closes one large cycle. Repeats fall
 * together, so there are somewhat fewer edges than were asked for.
 */
export function syntheticGraph(sources: number, edges: number, seed = 1): Graph {
  const random = seeded(seed);
  const core = Math.floor(sources * CORE);
  const from = new Int32Array(edges);
  const to = new Int32Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    const origin = 1 + Math.floor(random() * (sources - 1));
    const forward = origin < core && random() < 0.02;
    from[edge] = origin;
    to[edge] = Math.floor(forward ? random() * core : random() ** 2 * origin);
  }
  return graphOf(sources, from, to);
}

/** A plan that is nothing but its graph: every requirement is met by the port itself. */
export function syntheticPlan(graph: Graph): Plan {
  const components = stronglyConnected(graph);
  return {
    sources: Array.from({ length: graph.nodes }, (_, node) => ({
      name: `package-${String(node).padStart(5, '0')}`,
      evr: '1.0-1',
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
    direct: graph,
    closure: graph,
    closureBase: new Uint8Array(graph.targets.length),
    soleRequirements: new Int32Array(graph.targets.length).fill(-1),
    components: { direct: components, closure: components },
    ranks: ranksOf(graph, components),
    unresolvable: [],
    notInstallable: [],
    groupFaults: [],
    undecided: [],
    selfRequiring: [],
    counts: { binaries: 0, buildRequires: graph.targets.length },
  };
}
