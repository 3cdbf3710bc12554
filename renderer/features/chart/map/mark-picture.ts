import type { Palette } from '#renderer/ui/palette.ts';

import { canvasOf, MarkCopier, type Extent, type Group, type Stand } from './mark-copier.ts';
import type { Scene } from './scene.ts';

/** So many rows of the picture get their memory at a time. */
const ROWS = 100;
/** So long the window may be busy before it goes on with that all the same, in milliseconds. */
const PATIENCE = 400;

/**
 * Many small marks on a canvas of their own (mark-copier.ts).
 *
 * The picture is as large as the map, and memory that is touched for the first time costs more than all that is done
 * there later: it is taken bit by bit while the window has nothing to do, and until then there is no picture.
 */
export class MarkPicture {
  readonly #copier = new MarkCopier();
  #canvas: HTMLCanvasElement | null = null;
  #pixels: ImageData | null = null;
  #ready = false;
  #idle = 0;

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
    new Uint32Array(this.#pixels.data.buffer).fill(0);
    this.#copier.copy(this.#pixels, extent, scene, stand, groups, palette);
    context.putImageData(this.#pixels, 0, 0);
    return this.#canvas;
  }
}
