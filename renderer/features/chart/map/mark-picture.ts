import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera } from './camera.ts';
import { paintLook, type Look } from './paint-look.ts';
import type { Scene } from './scene.ts';

/** The picture in its own pixels, `ratio` of them to a CSS pixel. */
interface Extent {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** How marks stand: their middles where the camera shows them, `half` a side from their upper left corner, in CSS pixels. */
interface Stand {
  readonly camera: Camera;
  readonly half: number;
}

/** A look, and whose it is: `scene.order[from … to − 1]`. */
type Group = Look & { readonly from: number; readonly to: number };

/** One mark, pixel by pixel. */
interface Sample {
  readonly side: number;
  readonly words: Uint32Array;
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** So many rows of the picture get their memory at a time. */
const ROWS = 100;
/** So long the window may be busy before it goes on with that all the same, in milliseconds. */
const PATIENCE = 400;

/**
 * Many small marks, set pixel by pixel: tens of thousands of them cost a few milliseconds, where as many rectangles would
 * cost a canvas without a graphics processor several frames. One mark of each look is drawn as always, and copied.
 *
 * The picture is as large as the map, and memory that is touched for the first time costs more than all that is done
 * there later: it is taken bit by bit while the window has nothing to do, and until then there is no picture.
 */
export class MarkPicture {
  #canvas: HTMLCanvasElement | null = null;
  #pixels: ImageData | null = null;
  #ready = false;
  #idle = 0;
  #samples: { readonly key: string; readonly palette: Palette; readonly list: readonly Sample[] } | null = null;

  /** Has it ready, before long, for a map of so many pixels; nothing to do where it is already. */
  prepare(width: number, height: number): void {
    if (width < 1 || height < 1 || (this.#canvas?.width === width && this.#canvas.height === height)) return;
    this.dispose();
    const canvas = canvasOf(width, height);
    const pixels = new ImageData(width, height);
    const words = new Uint32Array(pixels.data.buffer);
    let rows = 0;
    const next = (): void => {
      words.fill(0, rows * width, (rows + ROWS) * width);
      rows += ROWS;
      if (rows < height) return soon();
      canvas.getContext('2d')?.putImageData(pixels, 0, 0);
      this.#ready = true;
    };
    const soon = (): void => {
      this.#idle = window.requestIdleCallback(next, { timeout: PATIENCE });
    };
    this.#canvas = canvas;
    this.#pixels = pixels;
    soon();
  }

  dispose(): void {
    window.cancelIdleCallback(this.#idle);
    this.#ready = false;
    this.#canvas = null;
    this.#pixels = null;
  }

  /** The marks on nothing; the same canvas each time. Null where there is no picture of this extent yet. */
  paint(extent: Extent, scene: Scene, stand: Stand, groups: readonly Group[], palette: Palette): HTMLCanvasElement | null {
    const { width, height } = extent;
    if (!this.#ready || this.#canvas?.width !== width || this.#canvas.height !== height) return null;
    const context = this.#canvas.getContext('2d');
    if (context === null || this.#pixels === null) return null;
    const words = new Uint32Array(this.#pixels.data.buffer);
    words.fill(0);
    const samples = this.#samplesOf(groups, palette, extent.ratio);
    groups.forEach((group, index) => {
      const sample = samples[index];
      if (sample !== undefined) copyMarks(words, extent, scene, group, sample, stand);
    });
    context.putImageData(this.#pixels, 0, 0);
    return this.#canvas;
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
