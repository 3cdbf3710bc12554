import ELK from 'elkjs/lib/elk-api.js';
import elkWorker from 'elkjs/lib/elk-worker.min.js?url';

import type { Neighbourhood } from './neighbourhood.ts';

export const NODE = { width: 148, height: 30 } as const;

// One worker for the window's life: its script is large, and a person goes from package to package.
let started: InstanceType<typeof ELK> | null = null;

/** Places the nodes in layers from left to right, in elk's own worker. Centres, by node id. */
export async function arrange({ nodes, edges }: Neighbourhood): Promise<ReadonlyMap<string, { readonly x: number; readonly y: number }>> {
  // In a cycle a package is needed and needs at once: it stands at the left, and the edge back moves nothing.
  const needed = new Set(edges.filter(({ kind }) => kind !== 'neededBy').map(({ from }) => from));
  const leading = edges.filter(({ kind, to }) => kind !== 'neededBy' || !needed.has(to));
  started ??= new ELK({ workerUrl: elkWorker, workerFactory: (address) => new Worker(address ?? elkWorker) });
  const laid = await started.layout({
    id: 'around',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': '110',
      'elk.spacing.nodeNode': '10',
      'elk.layered.cycleBreaking.strategy': 'GREEDY',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
    },
    children: nodes.map(({ id }) => ({ id, ...NODE })),
    edges: leading.map(({ from, to }, index) => ({ id: `e${index}`, sources: [from], targets: [to] })),
  });
  return new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: x + NODE.width / 2, y: y + NODE.height / 2 }]));
}
