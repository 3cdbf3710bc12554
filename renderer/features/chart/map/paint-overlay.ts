import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { NAMES_FROM } from './paint-marks.ts';
import type { Scene } from './scene.ts';

/** Boxes around cycles, behind the marks. */
export function paintIslands(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, palette: Palette): void {
  const pad = scene.placed.kind === 'marks' ? 0.3 : 0;
  context.lineWidth = 1;
  for (const island of scene.placed.islands) {
    const x = (island.x0 - pad - camera.x) * camera.zoom;
    const y = (island.y0 - pad - camera.y) * camera.zoom;
    const width = (island.x1 - island.x0 + 2 * pad) * camera.zoom;
    const height = (island.y1 - island.y0 + 2 * pad) * camera.zoom;
    context.fillStyle = palette.colours['surface-1'];
    context.strokeStyle = palette.colours['line-strong'];
    context.globalAlpha = 0.75;
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(8, camera.zoom * 0.6));
    context.fill();
    context.globalAlpha = 0.6;
    context.stroke();
    context.globalAlpha = 1;
    if (width < 64) continue;
    const large = width > 240;
    context.fillStyle = palette.colours[large ? 'text-soft' : 'text-faint'];
    context.font = `${large ? 12 : 11}px ${palette.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillText(large ? `Cycle: ${island.size.toLocaleString('en')} packages that need each other` : `cycle of ${island.size.toLocaleString('en')}`, x + 2, y - (large ? 5 : 3));
  }
}

/** Frames and name plates over the marks: the selection, what the pointer is on, and the stations of the root paths. */
export function paintOverlay(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, view: Size, palette: Palette): void {
  const { placed, model } = scene;
  const frame = (source: number, colour: string, thick: number, gap: number): void => {
    const width = placed.markWidth * camera.zoom + 2 * gap;
    const height = placed.markHeight * camera.zoom + 2 * gap;
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.beginPath();
    context.roundRect(((placed.x[source] ?? 0) - camera.x) * camera.zoom - width / 2, ((placed.y[source] ?? 0) - camera.y) * camera.zoom - height / 2, width, height, placed.kind === 'cards' ? 8 * camera.zoom : Math.min(4, gap + 1));
    context.stroke();
  };
  const stations = new Set(scene.paths.flat());
  stations.delete(scene.selected);
  for (const source of stations) frame(source, palette.colours['edge-root'], 1.5, 2);
  if (scene.hovered >= 0 && placed.kind === 'marks') frame(scene.hovered, palette.colours.text, 1.5, 2);
  if (scene.selected >= 0) frame(scene.selected, placed.kind === 'cards' ? palette.colours.accent : palette.colours.text, 2.25, placed.kind === 'cards' ? 3 * camera.zoom : 3);
  if (placed.kind === 'cards' || placed.markWidth * camera.zoom >= NAMES_FROM) return;
  const taken: { x: number; y: number; width: number }[] = [];
  const label = (source: number, strong: boolean): void => {
    const text = model.names[source] ?? '';
    context.font = `${strong ? 600 : 500} ${strong ? 13 : 11}px ${palette.font}`;
    const width = context.measureText(text).width + 12;
    const height = strong ? 22 : 18;
    const centre = ((placed.x[source] ?? 0) - camera.x) * camera.zoom;
    const middle = ((placed.y[source] ?? 0) - camera.y) * camera.zoom;
    const x = Math.max(4, Math.min(view.width - width - 4, centre - width / 2));
    let y = middle - (placed.markHeight * camera.zoom) / 2 - height - 7;
    if (y < 4) y = middle + (placed.markHeight * camera.zoom) / 2 + 7;
    if (taken.some((other) => Math.abs(other.y - y) < 20 && x < other.x + other.width && other.x < x + width)) return;
    taken.push({ x, y, width });
    context.fillStyle = palette.colours['surface-1'];
    context.strokeStyle = strong ? palette.colours['line-strong'] : palette.colours['edge-root'];
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x, y, width, height, 4);
    context.fill();
    context.stroke();
    context.fillStyle = palette.colours.text;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(text, x + 6, y + height / 2 + 0.5);
  };
  if (scene.selected >= 0) label(scene.selected, true);
  for (const source of [...stations].slice(0, 12)) label(source, false);
}
