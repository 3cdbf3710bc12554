import { useEffect, useState } from 'react';

import type { PortModel } from '#renderer/state/port-model.ts';

import type { Size } from './camera.ts';
import { layoutOf, windowAspect } from './layout-desk.ts';
import type { PlacedMap } from './place-map.ts';

const NOTHING = { planDigest: '', needs: null, ranks: null, components: null } as const;

/** The layout of the port for a window of this shape, from the worker; null until it is there, or while the map has no size. */
export function usePlacedMap(model: PortModel | null, view: Size): PlacedMap | null {
  const [answer, setAnswer] = useState<{ readonly planDigest: string; readonly placed: PlacedMap } | null>(null);
  const aspect = view.width === 0 ? null : windowAspect();
  const { planDigest, needs, ranks, components } = model ?? NOTHING;
  useEffect(() => {
    if (aspect === null || needs === null || needs.nodes === 0) return undefined;
    let wanted = true;
    void layoutOf({ planDigest, needs, ranks, components }, aspect).then((placed) => {
      if (wanted) setAnswer({ planDigest, placed });
    });
    return () => {
      wanted = false;
    };
  }, [planDigest, needs, ranks, components, aspect]);
  return answer !== null && answer.planDigest === model?.planDigest && answer.placed.x.length === model.names.length ? answer.placed : null;
}
