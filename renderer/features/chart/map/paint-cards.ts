import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { hasFlag, stateAt } from '#renderer/state/port-model.ts';
import { formatCount, formatDuration } from '#renderer/ui/format.ts';
import type { Palette } from '#renderer/ui/palette.ts';

import type { Camera } from './camera.ts';
import { CARD } from './place-map.ts';
import { EMPHASIS, styleAt, type Scene } from './scene.ts';

/** Few packages are cards: name, version, state by colour, glyph and word, and how many wait for it. */
export function paintCards(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, palette: Palette): void {
  context.save();
  context.scale(camera.zoom, camera.zoom);
  context.translate(-camera.x, -camera.y);
  context.textBaseline = 'alphabetic';
  for (let look = 0; look + 1 < scene.starts.length; look++) {
    const alpha = EMPHASIS[look % EMPHASIS.length] ?? 1;
    for (let slot = scene.starts[look] ?? 0; slot < (scene.starts[look + 1] ?? 0); slot++) paintCard(context, scene, scene.order[slot] ?? 0, alpha, palette);
  }
  context.restore();
}

function paintCard(context: CanvasRenderingContext2D, scene: Scene, source: number, alpha: number, palette: Palette): void {
  const { model, placed } = scene;
  const x = (placed.x[source] ?? 0) - CARD.width / 2;
  const y = (placed.y[source] ?? 0) - CARD.height / 2;
  const colour = palette.marks[styleAt(model, source)] ?? '';
  const words = STATE_WORDS[stateAt(model, source)];
  const { colours, font } = palette;
  const hovered = source === scene.hovered;

  context.beginPath();
  context.roundRect(x, y, CARD.width, CARD.height, 6);
  context.fillStyle = hovered ? colours['surface-2'] : colours['surface-1'];
  context.fill();
  context.save();
  context.globalAlpha = alpha < 1 ? Math.max(0.6, alpha) : 1;
  context.save();
  context.clip();
  context.fillStyle = colour;
  context.fillRect(x, y, 5, CARD.height);
  context.globalAlpha *= 0.11;
  context.fillRect(x + 5, y, CARD.width - 5, CARD.height);
  context.restore();
  context.strokeStyle = hovered ? colours['line-strong'] : colours.line;
  context.lineWidth = 1;
  context.stroke();

  context.textAlign = 'left';
  context.fillStyle = colours.text;
  const name = model.names[source] ?? '';
  context.font = `600 14px ${font}`;
  if (context.measureText(name).width > CARD.width - 28) context.font = `600 12px ${font}`;
  context.fillText(clip(context, name, CARD.width - 28), x + 16, y + 24);
  const nameEnd = 16 + context.measureText(name).width;
  context.fillStyle = colour;
  context.font = `600 12px ${font}`;
  context.fillText(words.glyph, x + 16, y + 46);
  context.fillStyle = colours['text-soft'];
  context.font = `12px ${font}`;
  const state = hasFlag(model, source, 'provisional') ? `${words.word}, provisional` : words.word;
  const waits = scene.past ? 0 : (model.waits[source] ?? 0);
  const seconds = scene.past ? 0 : (model.seconds[source] ?? 0);
  const told = seconds > 0 && waits === 0 ? `${state} · ${formatDuration(seconds * 1000)}` : state;
  context.fillText(told, x + 32, y + 46);
  const stateEnd = 32 + context.measureText(told).width;
  context.textAlign = 'right';
  context.fillStyle = colours['text-faint'];
  context.font = `11px ${font}`;
  const version = (model.evrs[source] ?? '').replace(/-[^-]*$/, '');
  if (version !== '0' && nameEnd + context.measureText(version).width + 22 < CARD.width) context.fillText(version, x + CARD.width - 10, y + 24);
  const side = waits === 0 ? '' : waits === 1 ? '1 waits' : `${formatCount(waits)} wait`;
  if (stateEnd + context.measureText(side).width + 18 < CARD.width) context.fillText(side, x + CARD.width - 10, y + 46);
  context.restore();
}

function clip(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
