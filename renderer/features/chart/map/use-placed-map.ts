import { useEffect, useState } from 'react';

import type { PortModel } from '#renderer/state/port-model.ts';
import type { LayoutAnswer, LayoutQuestion } from '#renderer/workers/layout-messages.ts';

import type { Size } from './camera.ts';
import { placeMap, type PlacedMap } from './place-map.ts';

/** What stands around the map, in pixels: rail, bars, legend, and half of a drawer that may be open or not. */
const AROUND = { width: 64 + 190, height: 56 + 50 + 80 } as const;

/**
 * The shape that the layout is made for: the window's, not the map's, so that opening the drawer or the log never moves
 * a package to another place; and in steps, so that resizing the window seldom does.
 */
function aspectOf(window: Size): number {
  const aspect = Math.max(0.6, Math.min(4, (window.width - AROUND.width) / Math.max(1, window.height - AROUND.height)));
  return Math.round(aspect * 4) / 4;
}

const NOTHING = { planDigest: '', needs: null, ranks: null, components: null } as const;

/** The layout of the port for a window of this shape, from the worker; null until it is there, or while the map has no size. */
export function usePlacedMap(model: PortModel | null, view: Size): PlacedMap | null {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly placed: PlacedMap } | null>(null);
  const aspect = view.width === 0 ? null : aspectOf({ width: window.innerWidth, height: window.innerHeight });
  // What the layout hangs on is the same object in every picture of the port, now and then: states never move anything.
  const { planDigest, needs, ranks, components } = model ?? NOTHING;
  useEffect(() => {
    if (aspect === null || needs === null || ranks === null || components === null || needs.nodes === 0) return;
    const key = `${planDigest} ${aspect}`;
    const worker = new Worker(new URL('../../../workers/layout-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
      setAnswer({ key: planDigest, placed: placeMap(data.layout) });
      worker.terminate();
    });
    const question: LayoutQuestion = { key, needs, ranks, components, aspect };
    worker.postMessage(question);
    return () => worker.terminate();
  }, [planDigest, needs, ranks, components, aspect]);
  return answer !== null && answer.key === model?.planDigest && answer.placed.x.length === model.names.length ? answer.placed : null;
}
