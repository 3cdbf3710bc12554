import { stronglyConnected } from '#shared/graph/components.ts';
import { criticalPath } from '#shared/graph/critical-path.ts';
import { ranksOf } from '#shared/graph/ranks.ts';

import { atMost, type Benchmark } from './findings.ts';
import { median, seeded, timed, times } from './measure.ts';
import { syntheticGraph } from './synthetic-port.ts';

/** What the order of a very large port costs. */
export const graph: Benchmark = {
  name: 'graph',
  title: 'components, ranks and critical path of 30,000 sources and 300,000 edges',
  run: async () => {
    const port = syntheticGraph(30_000, 300_000);
    const random = seeded(3);
    const durations = Float64Array.from({ length: port.nodes }, () => random());
    const onePass = (): number => {
      const { nodes, offsets, targets } = port;
      let sum = 0;
      for (let node = 0; node < nodes; node++) for (let edge = offsets[node] ?? 0; edge < (offsets[node + 1] ?? 0); edge++) sum += targets[edge] ?? 0;
      return sum;
    };
    const all = (): void => {
      const components = stronglyConnected(port);
      ranksOf(port, components);
      criticalPath(port, components, durations);
    };
    const first = await timed(all);
    const later = await times(7, all);
    const floor = await times(50, onePass);
    const components = stronglyConnected(port);
    const parts = [
      ['components', (): unknown => stronglyConnected(port)],
      ['ranks', (): unknown => ranksOf(port, components)],
      ['critical path', (): unknown => criticalPath(port, components, durations)],
    ] as const;
    const peer = { what: 'one pass over the edges', value: median(floor) * 1000 };
    const rows = [
      { what: 'all three, the first time', value: first.seconds * 1000, unit: 'ms' as const, peer, budgets: [atMost(1000)] },
      { what: 'all three, later times', value: median(later) * 1000, unit: 'ms' as const, peer, budgets: [atMost(1000)] },
    ];
    for (const [what, run] of parts) rows.push({ what: `  ${what}`, value: median(await times(7, run)) * 1000, unit: 'ms', peer, budgets: [] });
    return {
      data: `generated: ${port.nodes} sources, ${port.targets.length} edges, largest component ${components.sizes.reduce((most, size) => Math.max(most, size), 0)}`,
      rows,
      skipped: [],
      notes: [],
    };
  },
};
