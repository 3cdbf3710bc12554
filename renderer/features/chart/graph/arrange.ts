import ELK from 'elkjs/lib/elk-api.js';
import elkWorker from 'elkjs/lib/elk-worker.min.js?url';

import { arrangeGroups, sizeOf, type PlacedTitle } from './arrange-groups.ts';
import type { Diagram } from './diagram.ts';
import type { Places } from './walk.ts';

// One worker for the window's life: its script is large, and a person goes from package to package.
let started: InstanceType<typeof ELK> | null = null;

/** Where all stands: in groups where there are some, else in layers from left to right, by elk's own worker. */
export async function arrange(diagram: Diagram): Promise<{ readonly places: Places; readonly titles: readonly PlacedTitle[] }> {
  return diagram.groups === undefined ? { places: await layered(diagram), titles: [] } : arrangeGroups(diagram.groups);
}

async function layered({ nodes, edges }: Diagram): Promise<Places> {
  const spacing = edges.some(({ words }) => words !== undefined) ? '190' : '110';
  started ??= new ELK({ workerUrl: elkWorker, workerFactory: (address) => new Worker(address ?? elkWorker) });
  const laid = await started.layout({
    id: 'diagram',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': spacing,
      'elk.spacing.nodeNode': '10',
      'elk.layered.cycleBreaking.strategy': 'GREEDY',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
    },
    children: nodes.map((node) => ({ id: node.id, ...sizeOf(node) })),
    edges: edges.flatMap(({ from, to, back }, index) => (back === true ? [] : { id: `e${index}`, sources: [from], targets: [to] })),
  });
  return new Map((laid.children ?? []).map(({ id, x = 0, y = 0, width, height }) => [id, { x: x + width / 2, y: y + height / 2 }]));
}
