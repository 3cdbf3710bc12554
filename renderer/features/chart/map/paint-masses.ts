import { formatCount, formatPercent } from '#renderer/ui/format.ts';
import { MARK_STYLES, type MarkStyle, type Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import type { Scene } from './scene.ts';

/**
 * Below so many pixels from mark to mark a rank is a mass; above so many its packages are marks. Between the two both are
 * seen, on the way: a map that is fitted stands at a whole number of pixels from 5 on (view-store.ts), so at one or the other.
 */
const MASSES_BELOW = 5;
export const MARKS_FROM = 6;

/** How much of the marks is seen: 0 far out, 1 near. */
export function nearness(zoom: number): number {
  return Math.max(0, Math.min(1, (zoom - MASSES_BELOW) / (MARKS_FROM - MASSES_BELOW)));
}

/** From the bottom of a mass to its top: done, on its way, in the way, out of it. As the strip has them from left to right. */
export const MASS_ORDER: readonly MarkStyle[] = ['in-repo', 'provisional', 'stale', 'built', 'held', 'building', 'queued', 'ready', 'blocked', 'failed', 'triaged', 'stuck', 'unresolvable', 'broken-source', 'left-out', 'not-for-arch'];
const STYLE_INDEX = MASS_ORDER.map((style) => MARK_STYLES.indexOf(style));
const DONE = ['in-repo', 'provisional', 'stale'].map((style) => MARK_STYLES.findIndex((each) => each === style));
const OUT = MARK_STYLES.indexOf('not-for-arch');
/** Behind what is asked for a mass steps back. */
const BEHIND = 0.3;
/** What there is of a state is seen, be it ever so little. */
const LEAST = 1.5;
const LABEL_FROM = 40;

/** How many of a block have a style. */
export function countIn(scene: Scene, block: number, style: number): number {
  return scene.styles[block * MARK_STYLES.length + style] ?? 0;
}

/** In the repository, of what is meant for this architecture. */
export function doneIn(scene: Scene, block: number): { readonly done: number; readonly portable: number } {
  const done = DONE.reduce((sum, style) => sum + countIn(scene, block, style), 0);
  return { done, portable: (scene.placed.blocks[block]?.count ?? 0) - countIn(scene, block, OUT) };
}

/** Far out, each block of packages is one mass: bands of its states, as high as their shares, where its marks would be. */
export function paintMasses(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  const far = 1 - nearness(camera.zoom);
  if (far === 0 || scene.placed.kind === 'cards') return;
  const snap = (value: number): number => Math.round(value);
  const strength = scene.picked ? BEHIND : 1;
  for (const [number, { x0, x1, y0, y1, count }] of scene.placed.blocks.entries()) {
    const left = snap((x0 - camera.x) * camera.zoom);
    const right = Math.max(left + 2, snap((x1 - camera.x) * camera.zoom));
    const top = (y0 - camera.y) * camera.zoom;
    const bottom = Math.max(top + 2, (y1 - camera.y) * camera.zoom);
    if (right < 0 || left > view.width || bottom < 0 || top > view.height) continue;
    context.globalAlpha = far * strength;
    const heights = bandHeights(STYLE_INDEX.map((style) => countIn(scene, number, style)), count, bottom - top);
    let foot = bottom;
    heights.forEach((height, band) => {
      if (height === 0) return;
      context.fillStyle = palette.marks[STYLE_INDEX[band] ?? 0] ?? '';
      const head = foot - height;
      context.fillRect(left, snap(head), right - left, Math.max(1, snap(foot) - snap(head)));
      foot = head;
    });
    if (right - left >= LABEL_FROM) label(context, scene, number, left, top, right - left, far, palette);
  }
  context.globalAlpha = 1;
}

/** Shares of a height: what is there has at least {@link LEAST}, taken from the others in proportion. */
export function bandHeights(counts: readonly number[], total: number, height: number): readonly number[] {
  const raw = counts.map((count) => (total === 0 ? 0 : (count / total) * height));
  const small = raw.map((each) => each > 0 && each < LEAST);
  const fixed = small.filter(Boolean).length * LEAST;
  const rest = raw.reduce((sum, each, index) => sum + (small[index] === true ? 0 : each), 0);
  const scale = rest === 0 ? 1 : Math.max(0, height - fixed) / rest;
  return raw.map((each, index) => (small[index] === true ? Math.min(LEAST, height) : each * scale));
}

function label(context: CanvasRenderingContext2D, scene: Scene, block: number, left: number, top: number, width: number, far: number, palette: Palette): void {
  const { count, component } = scene.placed.blocks[block] ?? { count: 0, component: -1 };
  // A cycle's own label says how large it is.
  const { done, portable } = doneIn(scene, block);
  const percent = `${formatPercent(done, portable)} %`;
  context.globalAlpha = far;
  context.font = `600 11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillStyle = palette.colours['text-soft'];
  const size = formatCount(count);
  const whole = component >= 0 ? percent : `${size} · ${percent}`;
  const fits = context.measureText(whole).width <= width;
  if (component < 0) context.fillText(fits ? whole : size, left, top - 3);
  else if (width > 330) {
    context.textAlign = 'right';
    context.fillText(percent, left + width, top - 5);
  }
}

/** Ticks of ranks stand at least so far apart, in pixels. */
const TICK = 26;

/** Below the map the number of each rank, where there is room for it. */
export function paintRanks(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  if (scene.placed.kind === 'cards') return;
  context.font = `10px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillStyle = palette.colours['text-faint'];
  let last = -Infinity;
  for (const { rank, x0, x1 } of scene.placed.columns) {
    const from = Math.max(0, (x0 - camera.x) * camera.zoom);
    const to = Math.min(view.width, (x1 - camera.x) * camera.zoom);
    const x = (from + to) / 2;
    if (to <= from || x - last < TICK) continue;
    last = x;
    context.fillText(rank === 0 ? 'rank 0' : String(rank), Math.max(16, x), view.height - 1);
  }
}
