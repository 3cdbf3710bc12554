import { useEffect, useRef, type ReactNode } from 'react';

import { useTheme } from '#renderer/state/theme.ts';
import { paletteOf, type MarkStyle } from '#renderer/ui/palette.ts';

import { paintMark } from './paint-look.ts';

const SIDE = 11;

/** A mark of the map, for the legend: same colour, same shape. */
export function MarkSwatch({ style }: { readonly style: MarkStyle }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shade = useTheme((state) => state.shade);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current === null || context === null || context === undefined) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = canvas.current.height = Math.round(SIDE * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMark(context, style, SIDE, paletteOf(shade), ratio);
  }, [style, shade]);
  return <canvas ref={canvas} className="legend-swatch" aria-hidden="true" />;
}
