import { countUpTo, type History } from '#renderer/state/history.ts';
import { instantFormat } from '#renderer/ui/format.ts';
import { MARK_STYLES, type Palette } from '#renderer/ui/palette.ts';

import { marksOf, type Bins } from './intervals.ts';

export const AXIS = { height: 52, bars: 36, part: 4 } as const;
const sayClock = instantFormat({ hour: '2-digit', minute: '2-digit' });
const sayDay = instantFormat({ weekday: 'short', day: 'numeric', month: 'short' });
/** Pixels that a label of the axis wants. */
const LABEL = 78;

/** What happened when: what landed stands up, what failed hangs down, beginnings of passes are lines, time runs below. */
export function paintAxis(context: CanvasRenderingContext2D, width: number, bins: Bins, history: History, palette: Palette): void {
  const { from, to } = bins.span;
  const xOf = (instant: number): number => ((instant - from) / (to - from)) * width;
  const { colours, marks, font } = palette;
  context.clearRect(0, 0, width, AXIS.height);
  const ground = Math.round(AXIS.bars * 0.68);
  const part = width / bins.landed.length;
  const bar = (counts: Uint32Array, style: (typeof MARK_STYLES)[number], room: number, up: boolean): void => {
    context.fillStyle = marks[MARK_STYLES.indexOf(style)] ?? '';
    counts.forEach((count, index) => {
      if (count === 0) return;
      // One alone is still seen beside hundreds.
      const height = Math.max(2, Math.round(room * Math.sqrt(count / bins.most)));
      context.fillRect(index * part, up ? ground - height : ground + 1, Math.max(1, part - 1), height);
    });
  };
  bar(bins.landed, 'in-repo', ground, true);
  bar(bins.failed, 'failed', AXIS.bars - ground, false);
  context.fillStyle = colours['line-strong'];
  context.fillRect(0, ground, width, 1);
  paintMarks(context, width, bins, colours, font);
  context.font = `600 11px ${font}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const { pass, at } of history.passes.slice(countUpTo(history.passes.map((each) => each.at), from - 1))) {
    const x = Math.round(xOf(at));
    context.fillStyle = colours['line-strong'];
    context.fillRect(x, 0, 1, AXIS.bars);
    const words = `pass ${pass}`;
    const wide = context.measureText(words).width + 8;
    if (x + wide > width) continue;
    context.fillStyle = colours['surface-1'];
    context.fillRect(x + 1, 0, wide, 14);
    context.fillStyle = colours['text-soft'];
    context.fillText(words, x + 5, 1);
  }
}

function paintMarks(context: CanvasRenderingContext2D, width: number, { span }: Bins, colours: Palette['colours'], font: string): void {
  const offset = -new Date(span.to).getTimezoneOffset() * 60_000;
  const { days, marks } = marksOf(span, Math.max(2, Math.floor(width / LABEL)), offset);
  context.font = `11px ${font}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  let day = '';
  for (const mark of marks) {
    const x = Math.round(((mark - span.from) / (span.to - span.from)) * width);
    context.fillStyle = colours['line-strong'];
    context.fillRect(x, AXIS.bars, 1, 4);
    const date = sayDay(mark);
    const words = days || date !== day ? date : sayClock(mark);
    day = date;
    context.fillStyle = colours['text-faint'];
    if (x + context.measureText(words).width + 4 < width) context.fillText(words, x + 4, AXIS.bars + 4);
  }
}
