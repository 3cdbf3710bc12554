import { MARK_STYLES, type MarkStyle, type Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { nearness } from './paint-masses.ts';
import { EMPHASIS, type Scene } from './scene.ts';

/** From so many pixels on a mark has a shape beside its colour, its glyph's kin. */
const SHAPES_FROM = 6;
/** From so many on it becomes a plate with its glyph and name instead (paint-names.ts). */
export const NAMES_FROM = 46;

const HOLLOW: ReadonlySet<MarkStyle> = new Set<MarkStyle>(['ready', 'queued', 'not-for-arch', 'left-out']);

/** Cuts a shape out of a mark of side `s` at `x`, `y`: the cue that needs no colour. */
const CUTS: Partial<Record<MarkStyle, (path: CanvasRenderingContext2D, x: number, y: number, s: number) => void>> = {
  failed: cross,
  triaged: cross,
  stuck: (path, x, y, s) => path.rect(x + s * 0.2, y + s * 0.4, s * 0.6, s * 0.2),
  unresolvable: (path, x, y, s) => path.rect(x + s * 0.33, y + s * 0.33, s * 0.34, s * 0.34),
  'broken-source': (path, x, y, s) => {
    path.rect(x + s * 0.42, y + s * 0.16, s * 0.17, s * 0.4);
    path.rect(x + s * 0.42, y + s * 0.68, s * 0.17, s * 0.16);
  },
  building: (path, x, y, s) => {
    path.moveTo(x + s * 0.5, y + s * 0.24);
    path.lineTo(x + s * 0.78, y + s * 0.74);
    path.lineTo(x + s * 0.22, y + s * 0.74);
    path.closePath();
  },
  built: (path, x, y, s) => path.rect(x + s * 0.5, y + s * 0.16, s * 0.34, s * 0.68),
  held: (path, x, y, s) => {
    path.rect(x + s * 0.28, y + s * 0.2, s * 0.15, s * 0.6);
    path.rect(x + s * 0.57, y + s * 0.2, s * 0.15, s * 0.6);
  },
  provisional: (path, x, y, s) => {
    path.moveTo(x + s, y + s * 0.5);
    path.lineTo(x + s, y + s);
    path.lineTo(x + s * 0.5, y + s);
    path.closePath();
  },
  stale: (path, x, y, s) => path.rect(x + s * 0.6, y, s * 0.4, s * 0.4),
  queued: () => undefined,
};

/** Two bars, both turned the same way: where they cross nothing must cancel out. */
function cross(path: CanvasRenderingContext2D, x: number, y: number, s: number): void {
  const t = s * 0.09;
  const a = s * 0.26;
  const b = s * 0.74;
  path.moveTo(x + a - t, y + a + t);
  path.lineTo(x + a + t, y + a - t);
  path.lineTo(x + b + t, y + b - t);
  path.lineTo(x + b - t, y + b + t);
  path.closePath();
  path.moveTo(x + b - t, y + a - t);
  path.lineTo(x + b + t, y + a + t);
  path.lineTo(x + a + t, y + b + t);
  path.lineTo(x + a - t, y + b - t);
  path.closePath();
}

/** Draws the marks in sight, all of one look together: a fill style is set a few dozen times, whatever the port's size. */
export function paintMarks(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette, ratio: number): void {
  const { placed } = scene;
  const side = Math.max(1.2, placed.markWidth * camera.zoom);
  const snap = (value: number): number => Math.round(value * ratio) / ratio;
  const size = side < 30 ? Math.max(1, snap(side)) : side;
  const half = side / 2;
  const near = nearness(camera.zoom);
  for (let look = 0; look + 1 < scene.starts.length; look++) {
    const from = scene.starts[look] ?? 0;
    const to = scene.starts[look + 1] ?? 0;
    if (from === to) continue;
    // Far out masses stand for all but what is asked for.
    const stands = scene.picked && look % EMPHASIS.length === 0 ? 1 : near;
    if (stands === 0) continue;
    const style = MARK_STYLES[Math.floor(look / EMPHASIS.length)] ?? 'blocked';
    context.globalAlpha = (EMPHASIS[look % EMPHASIS.length] ?? 1) * stands;
    context.fillStyle = palette.marks[Math.floor(look / EMPHASIS.length)] ?? '';
    const seen: number[] = [];
    for (let slot = from; slot < to; slot++) {
      const source = scene.order[slot] ?? 0;
      const x = snap(((placed.x[source] ?? 0) - camera.x) * camera.zoom - half);
      const y = snap(((placed.y[source] ?? 0) - camera.y) * camera.zoom - half);
      if (x + size < 0 || y + size < 0 || x > view.width || y > view.height) continue;
      context.fillRect(x, y, size, size);
      seen.push(x, y);
    }
    if (size < SHAPES_FROM || side >= NAMES_FROM) continue;
    context.globalAlpha = stands;
    context.fillStyle = palette.colours['surface-0'];
    if (HOLLOW.has(style)) hollow(context, style, seen, size, ratio);
    const cut = CUTS[style];
    if (cut === undefined) continue;
    context.beginPath();
    for (let index = 0; index < seen.length; index += 2) cut(context, seen[index] ?? 0, seen[index + 1] ?? 0, size);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** One mark, as the map draws it; for legends. */
export function paintMark(context: CanvasRenderingContext2D, style: MarkStyle, size: number, palette: Palette, ratio: number): void {
  context.fillStyle = palette.marks[MARK_STYLES.indexOf(style)] ?? '';
  context.fillRect(0, 0, size, size);
  context.fillStyle = palette.colours['surface-0'];
  if (HOLLOW.has(style)) hollow(context, style, [0, 0], size, ratio);
  context.beginPath();
  CUTS[style]?.(context, 0, 0, size);
  context.fill();
}

/** Frames: not yet begun, or never to be. The queue's frame keeps a filled quarter, what is left out a dash. */
function hollow(context: CanvasRenderingContext2D, style: MarkStyle, seen: readonly number[], size: number, ratio: number): void {
  const rim = Math.max(1, Math.round(size * (style === 'not-for-arch' || style === 'left-out' ? 0.12 : 0.19) * ratio) / ratio);
  const inner = size - 2 * rim;
  for (let index = 0; index < seen.length; index += 2) {
    const x = (seen[index] ?? 0) + rim;
    const y = (seen[index + 1] ?? 0) + rim;
    if (style === 'queued') {
      context.fillRect(x, y, inner / 2, inner);
      context.fillRect(x + inner / 2, y + inner / 2, inner / 2, inner / 2);
    } else if (style === 'left-out') {
      context.fillRect(x, y, inner, inner * 0.36);
      context.fillRect(x, y + inner * 0.64, inner, inner * 0.36);
    } else context.fillRect(x, y, inner, inner);
  }
}
