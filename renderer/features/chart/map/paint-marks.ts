import { MARK_STYLES, type Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import type { MarkPicture } from './mark-picture.ts';
import { paintLook, type Look } from './paint-look.ts';
import { nearness } from './paint-masses.ts';
import { EMPHASIS, type Scene } from './scene.ts';

/** From so many pixels on a mark has a shape beside its colour, its glyph's kin. */
const SHAPES_FROM = 6;
/** Below so many they stand at whole pixels, so that none is blurred and all are alike. */
const WHOLE_BELOW = 30;
/** From so many on it becomes a plate with its glyph and name instead (paint-names.ts). */
export const NAMES_FROM = 46;
/** From so many marks on they are copied in place of drawn one by one, if they can be. */
export const MANY = 1200;

/** Marks that are drawn together: `scene.order[from … to − 1]`. */
export interface MarkPart {
  readonly from: number;
  readonly to: number;
}

/** So many marks are drawn within one frame's time by code that has never run before, and the first picture has at most so many parts of them. */
const PART = 900;
const PARTS_MAX = 6;

/** All marks of a scene, in parts that are small enough for a frame each. */
export function partsOf({ order }: Pick<Scene, 'order'>): readonly MarkPart[] {
  const size = Math.max(PART, Math.ceil(order.length / PARTS_MAX));
  return Array.from({ length: Math.ceil(order.length / size) }, (_, part) => ({ from: part * size, to: Math.min(order.length, (part + 1) * size) }));
}

/**
 * Draws the marks in sight, all of one look together.
 * @param picture draws them where they are many
 * @param part of `scene.order`; all of it unless told
 */
export function paintMarks(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette, ratio: number, picture: MarkPicture, part: MarkPart = { from: 0, to: scene.order.length }): void {
  const { placed, order, starts } = scene;
  const side = Math.max(1.2, placed.markWidth * camera.zoom);
  const snap = (value: number): number => Math.round(value * ratio) / ratio;
  const size = side < WHOLE_BELOW ? Math.max(1 / ratio, snap(side)) : side;
  const half = side / 2;
  const near = nearness(camera.zoom);
  const looks = Array.from({ length: starts.length - 1 }, (_, look): Look & { readonly from: number; readonly to: number } => ({
    style: MARK_STYLES[Math.floor(look / EMPHASIS.length)] ?? 'blocked',
    size,
    shaped: size >= SHAPES_FROM && side < NAMES_FROM,
    emphasis: EMPHASIS[look % EMPHASIS.length] ?? 1,
    // Far out masses stand for all but what is asked for.
    strength: scene.picked && look % EMPHASIS.length === 0 ? 1 : near,
    from: Math.max(starts[look] ?? 0, part.from),
    to: Math.min(starts[look + 1] ?? 0, part.to),
  })).filter(({ strength, from, to }) => strength > 0 && from < to);
  if (side < WHOLE_BELOW && looks.reduce((sum, { from, to }) => sum + to - from, 0) >= MANY) {
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    const marks = picture.paint({ width, height, ratio }, scene, { camera, half }, looks, palette);
    if (marks !== null) {
      context.globalAlpha = 1;
      context.imageSmoothingEnabled = false;
      context.drawImage(marks, 0, 0, width / ratio, height / ratio);
      return;
    }
  }
  for (const look of looks) {
    const seen: number[] = [];
    for (let slot = look.from; slot < look.to; slot++) {
      const source = order[slot] ?? 0;
      const x = snap(((placed.x[source] ?? 0) - camera.x) * camera.zoom - half);
      const y = snap(((placed.y[source] ?? 0) - camera.y) * camera.zoom - half);
      if (x + size < 0 || y + size < 0 || x > view.width || y > view.height) continue;
      seen.push(x, y);
    }
    paintLook(context, look, seen, palette, ratio);
  }
  context.globalAlpha = 1;
}
