import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { stateAt } from '#renderer/state/port-model.ts';
import { formatCount } from '#renderer/ui/format.ts';
import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera, Size } from './camera.ts';
import { Labels } from './labels.ts';
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
    context.fillText(large ? `Cycle: ${formatCount(island.size)} packages that need each other` : `cycle of ${formatCount(island.size)}`, x + 2, y - (large ? 5 : 3));
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
  const labels = new Labels(context, scene, camera, view, palette);
  if (scene.selected >= 0) labels.put(scene.selected, model.names[scene.selected] ?? '', 'strong');
  // The ends of the paths are what has to be dealt with: they are named first, with their state and how many they hold up.
  const roots = new Set(scene.paths.flatMap((path) => path.at(-1) ?? []));
  for (const source of roots) {
    if (source !== scene.selected) labels.put(source, sayRoot(scene, source), 'root');
  }
  for (const source of [...stations].filter((each) => !roots.has(each)).slice(0, 12)) labels.put(source, model.names[source] ?? '', 'station');
}

function sayRoot({ model }: Scene, source: number): string {
  const waits = model.waits[source] ?? 0;
  const { glyph, word } = STATE_WORDS[stateAt(model, source)];
  return `${glyph} ${model.names[source] ?? ''} · ${word}${waits === 0 ? '' : ` · holds up ${formatCount(waits)}`}`;
}
