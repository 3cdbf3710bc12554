import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

/**
 * A border that can be dragged, or moved with the arrow keys by 16 pixels. `size` is that of the panel behind it
 * (to its right, or below), in pixels.
 */
export function Splitter({
  orientation,
  label,
  size,
  min,
  max,
  onResize,
}: {
  readonly orientation: 'vertical' | 'horizontal';
  readonly label: string;
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number) => void;
}): ReactNode {
  const bounded = (value: number): number => Math.round(Math.max(min, Math.min(max, value)));
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const target = event.currentTarget;
    const start = orientation === 'vertical' ? event.clientX : event.clientY;
    target.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => {
      onResize(bounded(size + start - (orientation === 'vertical' ? moved.clientX : moved.clientY)));
    };
    const end = (): void => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };
  const key = (event: KeyboardEvent<HTMLDivElement>): void => {
    const grow = orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(bounded(size + (event.key === grow ? 16 : -16)));
  };
  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={key}
    />
  );
}
