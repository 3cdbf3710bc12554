import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { FirstPicture } from './first-picture.ts';
import { MarkPicture } from './mark-picture.ts';
import { paintCards } from './paint-cards.ts';
import { paintEdges } from './paint-edges.ts';
import { paintChain, paintLit } from './paint-lit.ts';
import { MANY, paintMarks, partsOf } from './paint-marks.ts';
import { paintMasses, paintRanks } from './paint-masses.ts';
import { paintNames } from './paint-names.ts';
import { paintIslands, paintOverlay } from './paint-overlay.ts';
import type { Scene } from './scene.ts';

/** Edges are drawn again so long after the last gesture; until then their picture moves along. */
const SETTLE_MS = 110;

/** Owns the map's canvas: draws at most once a frame, and edges only when the view rests. */
export class Painter {
  readonly #context: CanvasRenderingContext2D | null;
  readonly #edges = document.createElement('canvas');
  readonly #marks = new MarkPicture();
  #edgesAt: Camera | null = null;
  #scene: Scene | null = null;
  #palette: Palette | null = null;
  #camera: Camera = { x: 0, y: 0, zoom: 1 };
  #view: Size = { width: 0, height: 0 };
  readonly #first = new FirstPicture();
  /** Whether the canvas has its memory. Taking it is a task of its own, and so is handing it on with the first frame. */
  #taken = false;
  #taking = 0;
  #frame = 0;
  #settling = 0;
  #canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
  }

  /** Shows the map's ground before there is anything on it. */
  lay(palette: Palette): void {
    this.#palette = palette;
    this.#ask();
  }

  show(scene: Scene, palette: Palette): void {
    const before = this.#scene;
    const sameEdges = before !== null && before.relation === scene.relation && before.paths === scene.paths && before.placed === scene.placed && this.#palette === palette;
    this.#scene = scene;
    this.#palette = palette;
    if (!sameEdges) this.#edgesAt = null;
    this.#change();
  }

  look(camera: Camera): void {
    this.#camera = camera;
    this.#change();
    window.clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      // Without edges of its own to draw anew, what rests is what was moved.
      if (this.#scene?.relation === null) return;
      this.#edgesAt = null;
      this.#ask();
    }, SETTLE_MS);
  }

  resize(view: Size): void {
    const ratio = window.devicePixelRatio;
    this.#view = view;
    this.#taken = this.#first.whole;
    for (const canvas of [this.#canvas, this.#edges]) {
      canvas.width = Math.max(1, Math.round(view.width * ratio));
      canvas.height = Math.max(1, Math.round(view.height * ratio));
    }
    this.#edgesAt = null;
    this.#change();
  }

  dispose(): void {
    window.cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#settling);
    window.clearTimeout(this.#taking);
    this.#marks.dispose();
  }

  #change(): void {
    this.#first.change();
    this.#ask();
  }

  #ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = window.requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#taken) this.#paint();
      else this.#take();
    });
  }

  #take(): void {
    window.clearTimeout(this.#taking);
    this.#taking = window.setTimeout(() => {
      // Whatever is set on it makes a canvas take its memory; nothing is drawn by this.
      this.#context?.resetTransform();
      this.#taken = true;
      this.#ask();
    });
  }

  #paint(): void {
    const context = this.#context;
    const scene = this.#scene;
    const palette = this.#palette;
    if (context === null || palette === null || this.#view.width === 0) return;
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    const layers = [() => this.#paintGround(context, palette), ...(scene === null ? [] : this.#layers(context, scene, palette, ratio))];
    const { from, to } = this.#first.next(layers.length);
    for (const layer of layers.slice(from, to)) layer();
    if (scene === null) return;
    if (to < layers.length) return this.#ask();
    this.#canvas.dataset['whole'] = 'true';
    // For the next pictures: the first goes without.
    if (scene.placed.kind === 'marks' && scene.model.names.length >= MANY) this.#marks.prepare(this.#canvas.width, this.#canvas.height);
  }

  #paintGround(context: CanvasRenderingContext2D, palette: Palette): void {
    context.fillStyle = palette.colours['surface-0'];
    context.fillRect(0, 0, this.#view.width, this.#view.height);
  }

  /** What stands on the ground, from below. */
  #layers(context: CanvasRenderingContext2D, scene: Scene, palette: Palette, ratio: number): readonly (() => void)[] {
    const [camera, view] = [this.#camera, this.#view];
    const cards = [() => paintEdges(context, scene, camera, palette), () => paintCards(context, scene, camera, palette)];
    const marks = [
      () => paintMasses(context, scene, camera, view, palette),
      ...(this.#first.whole ? [undefined] : partsOf(scene)).map((part) => () => paintMarks(context, scene, camera, view, palette, ratio, this.#marks, part)),
      () => {
        paintNames(context, scene, camera, view, palette);
        if (scene.relation !== null) this.#paintEdges(context, scene, palette);
      },
    ];
    const above = [paintLit, paintChain, paintRanks, paintOverlay];
    return [() => paintIslands(context, scene, camera, palette), ...(scene.placed.kind === 'cards' ? cards : marks), () => above.forEach((paint) => paint(context, scene, camera, view, palette))];
  }

  #paintEdges(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
    const ratio = window.devicePixelRatio;
    if (this.#edgesAt === null) {
      const edges = this.#edges.getContext('2d');
      if (edges === null) return;
      edges.setTransform(1, 0, 0, 1, 0, 0);
      edges.clearRect(0, 0, this.#edges.width, this.#edges.height);
      edges.setTransform(ratio, 0, 0, ratio, 0, 0);
      paintEdges(edges, scene, this.#camera, palette);
      this.#edgesAt = this.#camera;
    }
    const at = this.#edgesAt;
    const scale = this.#camera.zoom / at.zoom;
    // Smoothing would cost more than all the marks, and at rest the scale is 1.
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#edges, (at.x - this.#camera.x) * this.#camera.zoom, (at.y - this.#camera.y) * this.#camera.zoom, this.#view.width * scale, this.#view.height * scale);
  }
}
