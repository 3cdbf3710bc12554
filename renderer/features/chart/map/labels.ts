import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import type { Scene } from './scene.ts';

const LOOKS = {
  strong: { weight: 600, size: 13, height: 22, rim: 'line-strong' },
  root: { weight: 600, size: 12, height: 20, rim: 'edge-root' },
  station: { weight: 500, size: 11, height: 18, rim: 'edge-root' },
  chain: { weight: 600, size: 11, height: 18, rim: 'accent' },
} as const;

/** Name plates beside marks; one that would stand on another's is left out, so those that matter most are put first. */
export class Labels {
  readonly #context: CanvasRenderingContext2D;
  readonly #scene: Scene;
  readonly #camera: Camera;
  readonly #view: Size;
  readonly #palette: Palette;
  readonly #taken: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[] = [];

  constructor(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette) {
    this.#context = context;
    this.#scene = scene;
    this.#camera = camera;
    this.#view = view;
    this.#palette = palette;
  }

  /** Above the mark, or below it where there is no room. */
  put(source: number, text: string, look: keyof typeof LOOKS): void {
    const { placed } = this.#scene;
    const { zoom } = this.#camera;
    const { weight, size, height, rim } = LOOKS[look];
    const context = this.#context;
    const centre = ((placed.x[source] ?? 0) - this.#camera.x) * zoom;
    const middle = ((placed.y[source] ?? 0) - this.#camera.y) * zoom;
    if (centre < -40 || centre > this.#view.width + 40 || middle < -20 || middle > this.#view.height + 20) return;
    context.font = `${weight} ${size}px ${this.#palette.font}`;
    const width = context.measureText(text).width + 12;
    const x = Math.max(4, Math.min(this.#view.width - width - 4, centre - width / 2));
    const reach = (placed.markHeight * zoom) / 2;
    const places = [middle - reach - height - 7, middle + reach + 7].filter((y) => y >= 4 && y + height <= this.#view.height - 4);
    const y = places.find((each) => !this.#taken.some((other) => each < other.y + other.height + 2 && other.y < each + height + 2 && x < other.x + other.width && other.x < x + width));
    if (y === undefined) return;
    this.#taken.push({ x, y, width, height });
    context.fillStyle = this.#palette.colours['surface-1'];
    context.strokeStyle = this.#palette.colours[rim];
    context.lineWidth = look === 'root' ? 1.5 : 1;
    context.beginPath();
    context.roundRect(x, y, width, height, 4);
    context.fill();
    context.stroke();
    context.fillStyle = this.#palette.colours.text;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(text, x + 6, y + height / 2 + 0.5);
  }
}
