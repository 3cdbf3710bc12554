import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { hasFlag, stateAt } from '#renderer/state/port-model.ts';
import { formatCount, formatDuration } from '#renderer/ui/format.ts';
import type { Palette } from '#renderer/ui/palette.ts';

import { breakName } from './break-name.ts';
import type { Scene } from './scene.ts';

/** From so many pixels on a plate has room for more than a name. */
export const DETAILS_FROM = 104;

/** Where the text of a plate begins, and how large it is. */
interface Plate {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly font: number;
  readonly perLine: number;
}

/** Close by a plate says all that the map knows of a package: name, version, state, how long it took, who looks after it, how many wait. */
export function paintDetails(context: CanvasRenderingContext2D, { model, past }: Scene, source: number, { x, y, side, font, perLine }: Plate, palette: Palette): void {
  const width = side - 10;
  const small = Math.max(9.5, Math.min(12, font * 0.84));
  const state = `${STATE_WORDS[stateAt(model, source)].word}${hasFlag(model, source, 'provisional') ? ', provisional' : hasFlag(model, source, 'triaged') ? ', triaged' : ''}`;
  const seconds = past ? 0 : (model.seconds[source] ?? 0);
  const waits = past ? 0 : (model.waits[source] ?? 0);
  const write = (text: string, left: number, top: number): void => {
    if (text !== '') context.fillText(clipped(context, text, width - (left - x)), left, top);
  };
  // The glyph stands there already: the word goes beside it.
  context.font = `${small}px ${palette.font}`;
  context.fillStyle = palette.colours['text-soft'];
  write(state, x + font * 1.3, y + (font - small) / 2);
  context.font = `600 ${font}px ${palette.font}`;
  context.fillStyle = palette.colours.text;
  const names = breakName(model.names[source] ?? '', perLine, 2);
  names.forEach((line, index) => write(line, x, y + font * (1.5 + index * 1.15)));
  let top = y + font * (1.6 + names.length * 1.15);
  context.font = `${small}px ${palette.font}`;
  context.fillStyle = palette.colours['text-soft'];
  const lines = [model.evrs[source] ?? '', seconds === 0 ? '' : `built in ${formatDuration(seconds * 1000)}`, waits === 0 ? '' : `${formatCount(waits)} ${waits === 1 ? 'waits' : 'wait'} for it`, model.owners[source] ?? ''];
  for (const line of lines) {
    if (line === '' || top + small > y + side - font) continue;
    write(line, x, top);
    top += small * 1.3;
  }
}

function clipped(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
