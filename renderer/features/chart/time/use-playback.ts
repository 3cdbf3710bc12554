import { useEffect } from 'react';

import { useTime } from '#renderer/state/time.ts';

import type { Span } from './intervals.ts';
import { goTo } from './time-axis.tsx';

/** Lets the past pass by while it is played, to the present: continuously, or once a second for whoever wants less motion. */
export function usePlayback(span: Span | null, speed: number): void {
  const playing = useTime((state) => state.playing);
  const [from, to] = span === null ? [null, null] : [span.from, span.to];
  useEffect(() => {
    if (!playing || from === null || to === null) return;
    const advance = (milliseconds: number): void => {
      const { at } = useTime.getState();
      goTo({ from, to }, (at ?? from) + (speed * milliseconds) / 1000);
    };
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const timer = window.setInterval(() => advance(1000), 1000);
      return () => window.clearInterval(timer);
    }
    let frame = 0;
    let before = performance.now();
    const next = (now: number): void => {
      // A window that was not shown for a while goes on from where it was.
      advance(Math.min(200, now - before));
      before = now;
      frame = window.requestAnimationFrame(next);
    };
    frame = window.requestAnimationFrame(next);
    return () => window.cancelAnimationFrame(frame);
  }, [playing, from, to, speed]);
}
