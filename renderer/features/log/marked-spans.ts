import type { Found } from '#shared/logs/line-pattern.ts';
import type { Span } from '#shared/logs/styled-line.ts';

export interface MarkedSpan extends Span {
  /** It is part of what was searched for. */
  readonly marked: boolean;
}

/** A line's pieces cut where what was found in it begins and ends. `marks` are in order and do not overlap. */
export function markedSpans(spans: readonly Span[], marks: readonly Found[]): readonly MarkedSpan[] {
  if (marks.length === 0) return spans.map((span) => ({ ...span, marked: false }));
  const pieces: MarkedSpan[] = [];
  let at = 0;
  let next = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    let from = at;
    while (from < end) {
      let mark = marks[next];
      while (mark !== undefined && mark.column + mark.length <= from) mark = marks[++next];
      const inside = mark !== undefined && mark.column <= from;
      const to = mark === undefined ? end : Math.min(end, inside ? mark.column + mark.length : mark.column);
      pieces.push({ ...span, text: span.text.slice(from - at, to - at), marked: inside });
      from = to;
    }
    at = end;
  }
  return pieces;
}
