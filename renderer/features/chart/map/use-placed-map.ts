import { useEffect, useState } from 'react';

import type { PortModel } from '#renderer/state/port-model.ts';
import type { LayoutAnswer, LayoutQuestion } from '#renderer/workers/layout-messages.ts';

import type { Size } from './camera.ts';
import { placeMap, type PlacedMap } from './place-map.ts';

/** In steps, so that dragging a border does not lay the port out anew with every pixel. */
function aspectOf(view: Size): number {
  const aspect = Math.max(0.6, Math.min(4, view.width / Math.max(1, view.height)));
  return Math.round(aspect * 3) / 3;
}

/** The layout of the port for a view of this shape, from the worker; null until it is there. */
export function usePlacedMap(model: PortModel | null, view: Size): PlacedMap | null {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly placed: PlacedMap } | null>(null);
  const aspect = view.width === 0 ? null : aspectOf(view);
  useEffect(() => {
    if (model === null || aspect === null || model.names.length === 0) return;
    const key = `${model.planDigest} ${aspect}`;
    const worker = new Worker(new URL('../../../workers/layout-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
      setAnswer({ key: model.planDigest, placed: placeMap(data.layout) });
      worker.terminate();
    });
    const question: LayoutQuestion = { key, needs: model.needs, ranks: model.ranks, components: model.components, aspect };
    worker.postMessage(question);
    return () => worker.terminate();
  }, [model, aspect]);
  return answer !== null && answer.key === model?.planDigest && answer.placed.x.length === model.names.length ? answer.placed : null;
}
