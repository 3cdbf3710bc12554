import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

import type { History } from '#renderer/state/history.ts';
import { showAt, useTime } from '#renderer/state/time.ts';
import type { Palette } from '#renderer/ui/palette.ts';
import { useSize } from '#renderer/ui/use-size.ts';

import { binsOf, type Span } from './intervals.ts';
import { AXIS, paintAxis } from './paint-axis.ts';

/** Steps of the keyboard in a span; ten of them with Shift or the page keys. */
export const STEPS = 200;

/** An instant within a span; past its end the present begins. */
export function goTo(span: Span, instant: number): void {
  showAt(instant >= span.to ? null : Math.round(Math.max(span.from, instant)));
}

/** The axis of time: what happened when, and a handle at the instant that the map shows. */
export function TimeAxis({ history, version, span, palette, words }: { readonly history: History; readonly version: number; readonly span: Span; readonly palette: Palette; readonly words: string }): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(stage);
  const at = useTime((state) => state.at);
  const count = Math.max(1, Math.floor(width / AXIS.part));
  // `version` stands for what is known of the history, which is written in place.
  const bins = useMemo(() => (version < 0 ? null : binsOf(history, span, count)), [history, version, span, count]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current === null || context === null || context === undefined || bins === null || width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(AXIS.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintAxis(context, width, bins, history, palette);
  }, [bins, history, width, palette]);

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointermove' && event.buttons !== 1) return;
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    goTo(span, span.from + ((event.clientX - box.left) / Math.max(1, box.width)) * (span.to - span.from));
  };
  const key = (event: KeyboardEvent): void => {
    const step = ((span.to - span.from) / STEPS) * (event.shiftKey || event.key.startsWith('Page') ? 10 : 1);
    // Keys may come faster than the axis is drawn anew.
    const here = useTime.getState().at ?? span.to;
    const there: Readonly<Record<string, number>> = { ArrowLeft: here - step, ArrowDown: here - step, ArrowRight: here + step, ArrowUp: here + step, PageDown: here - step, PageUp: here + step, Home: span.from, End: span.to };
    const next = there[event.key];
    if (next === undefined && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) useTime.setState(({ playing }) => ({ playing: !playing }));
    else goTo(span, next);
  };
  const share = Math.max(0, Math.min(1, ((at ?? span.to) - span.from) / (span.to - span.from)));
  return (
    <div
      ref={stage}
      className="time-axis"
      role="slider"
      tabIndex={0}
      aria-label="Instant that the map shows"
      aria-valuemin={Math.round(span.from / 1000)}
      aria-valuemax={Math.round(span.to / 1000)}
      aria-valuenow={Math.round((at ?? span.to) / 1000)}
      aria-valuetext={words}
      data-testid="time-axis"
      onPointerDown={drag}
      onPointerMove={drag}
      onKeyDown={key}
    >
      <canvas ref={canvas} className="time-canvas" aria-hidden="true" />
      <div className="time-past" style={{ width: `${share * 100}%` }} />
      <div className="time-hand" data-now={at === null || undefined} style={{ left: `${share * 100}%` }} />
    </div>
  );
}
