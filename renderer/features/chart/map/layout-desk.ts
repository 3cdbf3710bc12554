import { usePlace } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import type { LayoutAnswer, LayoutQuestion } from '#renderer/workers/layout-messages.ts';

import { placeMap, type PlacedMap } from './place-map.ts';

/** What stands around the map, in pixels: rail, bars, legend, and half of a drawer that may be open or not. */
const AROUND = { width: 64 + 190, height: 56 + 50 + 80 } as const;

/** What a layout hangs on: the same objects in every picture of the port, now and then, since states never move anything. */
export type Laid = Pick<PortModel, 'planDigest' | 'needs' | 'ranks' | 'components'>;

interface Asked {
  readonly laid: Laid;
  readonly aspect: number;
  readonly worker: Worker;
  readonly placed: Promise<PlacedMap>;
}

/** The last question: its answer serves whoever asks the same again, as the map does when it is shown anew. */
let asked: Asked | null = null;
let spare: Worker | null = null;

function newWorker(): Worker {
  return new Worker(new URL('../../../workers/layout-worker.ts', import.meta.url), { type: 'module' });
}

/**
 * The shape that the layout is made for: the window's, not the map's, so that opening the drawer or the log never moves
 * a package to another place; and in steps, so that resizing the window seldom does.
 */
export function windowAspect(): number {
  const aspect = Math.max(0.6, Math.min(4, (window.innerWidth - AROUND.width) / Math.max(1, window.innerHeight - AROUND.height)));
  return Math.round(aspect * 4) / 4;
}

/** The layout of the port in such a shape, from a worker. A question to which the answer is no longer wanted is broken off, and is never answered. */
export function layoutOf(laid: Laid, aspect: number): Promise<PlacedMap> {
  if (asked !== null && asked.aspect === aspect && asked.laid.planDigest === laid.planDigest && asked.laid.needs === laid.needs) return asked.placed;
  asked?.worker.terminate();
  const worker = spare ?? newWorker();
  spare = null;
  const placed = new Promise<PlacedMap>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
      resolve(placeMap(data.layout));
      worker.terminate();
    });
  });
  asked = { laid, aspect, worker, placed };
  const { needs, ranks, components } = laid;
  worker.postMessage({ needs, ranks, components, aspect } satisfies LayoutQuestion);
  return placed;
}

/**
 * Has a worker ready before there is a port, and asks it as soon as there is one: the map's frame is made meanwhile.
 * Called once, at boot.
 */
export function foreseeLayout(): void {
  const isMap = (): boolean => {
    const { screen, view } = usePlace.getState();
    return screen === 'chart' && view === 'map';
  };
  if (isMap()) spare = newWorker();
  usePort.subscribe(({ model }, before) => {
    if (model !== null && model !== before.model && model.names.length > 0 && isMap()) void layoutOf(model, windowAspect());
  });
}
