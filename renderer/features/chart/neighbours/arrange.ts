import ELK from 'elkjs/lib/elk-api.js';
import elkWorker from 'elkjs/lib/elk-worker.min.js?url';

import type { Neighbourhood } from './neighbourhood.ts';

export const NODE = { width: 148, height: 30 } as const;

/** Places the nodes in layers from left to right, in elk's own worker. Centres, by node id. */
export async function arrange({ nodes, edges }: Neighbourhood): Promise<ReadonlyMap<string, { readonly x: number; readonly y: number }>> {
  const elk = new ELK({ workerUrl: elkWorker, workerFactory: (address) => new Worker(address ?? elkWorker) });
  try {
    const laid = await elk.layout({
      id: 'around',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'RIGHT',
        'elk.layered.spacing.nodeNodeBetweenLayers': '110',
        'elk.spacing.nodeNode': '10',
        'elk.layered.cycleBreaking.strategy': 'GREEDY',
        'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      },
      children: nodes.map(({ id }) => ({ id, ...NODE })),
      // What leads past the selection would stretch the layers: it is drawn, but moves nothing.
      edges: edges.filter(({ kind }) => kind !== 'other').map(({ from, to }, index) => ({ id: `e${index}`, sources: [from], targets: [to] })),
    });
    return new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: x + NODE.width / 2, y: y + NODE.height / 2 }]));
  } finally {
    elk.terminateWorker();
  }
}
