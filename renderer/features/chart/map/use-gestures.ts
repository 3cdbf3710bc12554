import { useEffect, type RefObject } from 'react';

import { panBy, toWorld } from './camera.ts';
import { MARKS_FROM, nearness } from './paint-masses.ts';
import { blockAt, packageAt } from './place-map.ts';
import { moveMap, useMapView, zoomMap } from './view-store.ts';

/** So far a pointer may move and still be a click, in pixels. */
const CLICK_SLACK = 4;
/** A click on a mass goes so near, in pixels from mark to mark. */
const NEARER = MARKS_FROM + 4;

/** Whether ranks are masses, in which nobody points at a single package. */
function isFar(): boolean {
  const { camera, placed } = useMapView.getState();
  return placed?.kind === 'marks' && nearness(camera.zoom) < 0.5;
}

function blockUnder(x: number, y: number): number {
  const { camera, placed } = useMapView.getState();
  if (placed === null || !isFar()) return -1;
  const world = toWorld(camera, x, y);
  return blockAt(placed, world.x, world.y);
}

/** @param picked whether some marks stand out, so that they can be pointed at from afar */
function sourceUnder(x: number, y: number, picked: boolean): number {
  const { camera, placed } = useMapView.getState();
  if (placed === null || (isFar() && !picked)) return -1;
  const world = toWorld(camera, x, y);
  return packageAt(placed, world.x, world.y, placed.kind === 'marks' ? Math.min(0.5, 3 / camera.zoom) : 0);
}

/**
 * Drag pans, wheel and pinch zoom where they point, a click picks, or goes nearer where it points at a mass. `onHover` hears
 * −1 when the pointer is on nothing.
 */
export function useGestures(ref: RefObject<HTMLElement | null>, picked: boolean, onPick: (source: number) => void, onHover: (source: number, block: number, x: number, y: number) => void): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const pointers = new Map<number, { x: number; y: number }>();
    let travelled = 0;
    const place = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const spreadOf = (): number => {
      const [a, b] = [...pointers.values()];
      return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      pointers.set(event.pointerId, place(event));
      travelled = 0;
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      const now = place(event);
      const before = pointers.get(event.pointerId);
      if (before === undefined) {
        const source = sourceUnder(now.x, now.y, picked);
        onHover(source, source < 0 ? blockUnder(now.x, now.y) : -1, now.x, now.y);
        return;
      }
      const spread = spreadOf();
      pointers.set(event.pointerId, now);
      travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (travelled <= CLICK_SLACK) return;
      onHover(-1, -1, 0, 0);
      if (pointers.size === 1) moveMap((camera) => panBy(camera, now.x - before.x, now.y - before.y));
      else if (spread > 0) zoomMap(spreadOf() / spread, now);
    };
    const up = (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return;
      if (pointers.size > 0 || travelled > CLICK_SLACK) return;
      const { x, y } = place(event);
      const source = sourceUnder(x, y, picked);
      if (source < 0 && blockUnder(x, y) >= 0) zoomMap(NEARER / useMapView.getState().camera.zoom, { x, y });
      else onPick(source);
    };
    const cancel = (event: PointerEvent): void => void pointers.delete(event.pointerId);
    const leave = (): void => onHover(-1, -1, 0, 0);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.shiftKey) moveMap((camera) => panBy(camera, -event.deltaY * lines, 0));
      else zoomMap(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), place(event));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('wheel', wheel);
    };
  }, [ref, picked, onPick, onHover]);
}
