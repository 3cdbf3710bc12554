import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera } from './camera.ts';
import { paintLook, type Look } from './paint-look.ts';
import type { Scene } from './scene.ts';

/** A picture in its own pixels, `ratio` of them to a CSS pixel. */
export interface Extent {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** How marks stand: their middles where the camera shows them, `half` a side from their upper left corner, in CSS pixels. */
export interface Stand {
  readonly camera: Camera;
  readonly half: number;
}

/** A look, and whose it is: `scene.order[from … to − 1]`. */
export type Group = Look & { readonly from: number; readonly to: number };

/** One mark, pixel by pixel. */
interface Sample {
  readonly side: number;
  readonly words: Uint32Array;
}

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/**
 * Sets marks pixel by pixel: tens of thousands of them cost a few milliseconds, where as many rectangles would cost a canvas
 * without a graphics processor several frames. One mark of each look is drawn as always, and copied.
 */
export class MarkCopier {
  #samples: { readonly key: string; readonly palette: Palette; readonly list: readonly Sample[] } | null = null;

  /** Writes the marks of all groups over `pixels`, which has the extent's size. */
  copy(pixels: ImageData, extent: Extent, scene: Scene, stand: Stand, groups: readonly Group[], palette: Palette): void {
    const words = new Uint32Array(pixels.data.buffer);
    const samples = this.#samplesOf(groups, palette, extent.ratio);
    groups.forEach((group, index) => {
      const sample = samples[index];
      if (sample !== undefined) copyMarks(words, extent, scene, group, sample, stand);
    });
  }

  #samplesOf(groups: readonly Group[], palette: Palette, ratio: number): readonly Sample[] {
    const key = groups.map(({ style, size, emphasis, strength }) => `${style} ${size} ${emphasis} ${strength}`).join(', ');
    if (this.#samples?.key !== key || this.#samples.palette !== palette) this.#samples = { key, palette, list: drawSamples(groups, palette, ratio) };
    return this.#samples.list;
  }
}

/** Side by side on one canvas, and read from there at once. */
function drawSamples(looks: readonly Look[], palette: Palette, ratio: number): readonly Sample[] {
  const side = Math.max(1, Math.round((looks[0]?.size ?? 0) * ratio));
  const context = canvasOf(side * Math.max(1, looks.length), side).getContext('2d', { willReadFrequently: true });
  if (context === null) return [];
  looks.forEach((look, place) => {
    context.setTransform(ratio, 0, 0, ratio, place * side, 0);
    paintLook(context, look, [0, 0], palette, ratio);
  });
  return looks.map((_, place) => ({ side, words: new Uint32Array(context.getImageData(place * side, 0, side, side).data.buffer) }));
}

function copyMarks(words: Uint32Array, { width, height, ratio }: Extent, { placed, order }: Scene, { from, to }: Group, { side, words: mark }: Sample, { camera, half }: Stand): void {
  for (let slot = from; slot < to; slot++) {
    const source = order[slot] ?? 0;
    const x = Math.round((((placed.x[source] ?? 0) - camera.x) * camera.zoom - half) * ratio);
    const y = Math.round((((placed.y[source] ?? 0) - camera.y) * camera.zoom - half) * ratio);
    if (x + side <= 0 || y + side <= 0 || x >= width || y >= height) continue;
    const [firstRow, lastRow, first, last] = [Math.max(0, -y), Math.min(side, height - y), Math.max(0, -x), Math.min(side, width - x)];
    for (let row = firstRow; row < lastRow; row++) {
      const line = (y + row) * width + x;
      for (let column = first; column < last; column++) words[line + column] = mark[row * side + column] ?? 0;
    }
  }
}
