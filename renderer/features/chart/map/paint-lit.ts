import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { Labels } from './labels.ts';
import { LIT } from './lit.ts';
import { NAMES_FROM } from './paint-marks.ts';
import type { Scene } from './scene.ts';

/** More frames than this are a texture, not frames. */
const MOST_FRAMES = 600;

/** Frames around what a look ahead is about: what was asked about, and what would be ready at once. */
export function paintLit(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  const { lit, placed } = scene;
  if (lit === null) return;
  const frames = (level: number, colour: string, thick: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.beginPath();
    let count = 0;
    for (let source = 0; source < lit.level.length && count < MOST_FRAMES; source++) {
      if (lit.level[source] !== level) continue;
      const width = placed.markWidth * camera.zoom + 4;
      const height = placed.markHeight * camera.zoom + 4;
      const x = ((placed.x[source] ?? 0) - camera.x) * camera.zoom - width / 2;
      const y = ((placed.y[source] ?? 0) - camera.y) * camera.zoom - height / 2;
      if (x + width < 0 || y + height < 0 || x > view.width || y > view.height) continue;
      count += 1;
      context.roundRect(x, y, width, height, placed.kind === 'cards' ? 8 * camera.zoom : 2);
    }
    context.stroke();
  };
  frames(LIT.next, palette.colours['edge-needs'], 1.5);
  frames(LIT.given, palette.colours.text, 2);
}

/** Stations of the path are named from so many pixels between two marks on; below only its ends, and every tenth. */
const ALL_NAMED_FROM = 14;

/** The critical path: a line from station to station, numbered in the order in which they are built. */
export function paintChain(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  const { lit, placed, model } = scene;
  if (lit === null || lit.chain.length === 0) return;
  const xOf = (source: number): number => ((placed.x[source] ?? 0) - camera.x) * camera.zoom;
  const yOf = (source: number): number => ((placed.y[source] ?? 0) - camera.y) * camera.zoom;
  const line = (colour: string, width: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.beginPath();
    lit.chain.forEach((source, index) => (index === 0 ? context.moveTo(xOf(source), yOf(source)) : context.lineTo(xOf(source), yOf(source))));
    context.stroke();
  };
  line(palette.colours['surface-0'], 5);
  line(palette.colours.accent, 2);
  context.fillStyle = palette.colours.accent;
  for (const source of lit.chain) {
    context.beginPath();
    context.arc(xOf(source), yOf(source), Math.max(3, Math.min(6, (placed.markWidth * camera.zoom) / 3)), 0, 2 * Math.PI);
    context.fill();
  }
  if (placed.kind === 'cards' || placed.markWidth * camera.zoom >= NAMES_FROM) return;
  const labels = new Labels(context, scene, camera, view, palette);
  const name = (index: number): void => {
    const source = lit.chain[index];
    if (source !== undefined) labels.put(source, `${index + 1} ${model.names[source] ?? ''}`, 'chain');
  };
  name(0);
  name(lit.chain.length - 1);
  const every = camera.zoom >= ALL_NAMED_FROM ? 1 : Math.ceil(lit.chain.length / 10);
  for (let index = every; index < lit.chain.length - 1; index += every) name(index);
}
