import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';

import { useSize } from '#renderer/ui/use-size.ts';

import { placeAt, type ScrollPlace } from './scroll-place.ts';

/** Marks beside the rows: where in the list (0 … 1) something is. */
export interface Ticks {
  readonly kind: 'hit' | 'cause' | 'line' | 'removed' | 'added';
  readonly at: readonly number[];
}

const LEAST_THUMB = 24;

function paint(canvas: HTMLCanvasElement, width: number, height: number, ticks: readonly Ticks[]): void {
  const scale = window.devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (const { kind, at } of ticks) {
    // A canvas takes no light-dark(): the style sheet resolves it for the theme that is shown.
    canvas.style.color = `var(--tick-${kind})`;
    context.fillStyle = getComputedStyle(canvas).color;
    const wide = kind === 'cause' || kind === 'line';
    let before = -1;
    for (const share of at) {
      const y = Math.min(canvas.height - 2 * scale, Math.round(share * (canvas.height - 2 * scale)));
      if (y === before) continue;
      before = y;
      context.fillRect(wide ? 0 : canvas.width * 0.3, y, wide ? canvas.width : canvas.width * 0.5, (wide ? 3 : 2) * scale);
    }
  }
}

/** The scroll bar of a list of any length, with marks along it. */
export function ScrollBar({ top, count, viewRows, rowHeight, ticks, label, onPlace }: { readonly top: number; readonly count: number; readonly viewRows: number; readonly rowHeight: number; readonly ticks: readonly Ticks[]; readonly label: string; readonly onPlace: (place: ScrollPlace) => void }): ReactNode {
  const track = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(track);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, width, height, ticks);
  }, [width, height, ticks]);
  const most = Math.max(0, count - viewRows);
  const thumb = Math.min(height, Math.max(LEAST_THUMB, (height * viewRows) / Math.max(1, count)));
  const way = Math.max(1, height - thumb);
  const at = most === 0 ? 0 : (top / most) * way;
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const target = event.currentTarget;
    const box = target.getBoundingClientRect();
    const y = event.clientY - box.top;
    // On the thumb it is dragged from where it is; beside it, it comes there.
    const grip = y >= at && y <= at + thumb ? y - at : thumb / 2;
    const put = (clientY: number): void => onPlace(placeAt((clientY - box.top - grip) / way, count, viewRows, rowHeight));
    put(event.clientY);
    target.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent): void => put(next.clientY);
    const end = (): void => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };
  return (
    <div ref={track} className="log-scroll" role="scrollbar" aria-label={label} aria-orientation="vertical" aria-controls="log-rows" aria-valuemin={0} aria-valuemax={Math.round(most)} aria-valuenow={Math.round(top)} onPointerDown={drag}>
      <div className="log-thumb" hidden={most === 0} style={{ height: thumb, transform: `translateY(${at}px)` }} />
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
