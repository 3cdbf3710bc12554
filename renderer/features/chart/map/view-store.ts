import { create } from 'zustand';

import { fitCamera, keepInSight, zoomAt, type Camera, type Size } from './camera.ts';
import type { PlacedMap } from './place-map.ts';

/** How the map is looked at. Outside of React's rendering: gestures change it many times a second. */
export interface MapView {
  readonly camera: Camera;
  readonly view: Size;
  readonly placed: PlacedMap | null;
  /** Whether a person has moved it: until then it stays fitted. */
  readonly touched: boolean;
}

export const useMapView = create<MapView>(() => ({ camera: { x: 0, y: 0, zoom: 1 }, view: { width: 0, height: 0 }, placed: null, touched: false }));

/** Keeps an edge free of marks for the labels. */
const MARGIN = 28;

function fitted(placed: PlacedMap, view: Size): Camera {
  return fitCamera(placed.bounds, view, MARGIN, placed.restZoom);
}

/** A new size of the canvas, or a new layout: fitted again unless a person has chosen a view of it. */
export function setMapStage(change: Partial<Pick<MapView, 'view' | 'placed'>>): void {
  useMapView.setState((before) => {
    const next = { ...before, ...change };
    const anew = change.placed !== undefined && change.placed?.kind !== before.placed?.kind;
    const touched = before.touched && !anew;
    if (next.placed === null || touched) return { ...next, touched };
    return { ...next, touched, camera: fitted(next.placed, next.view) };
  });
}

export function fitMap(): void {
  useMapView.setState(({ placed, view, camera }) => ({ touched: false, camera: placed === null ? camera : fitted(placed, view) }));
}

/** Moves the view as a person asked: kept within the map and within its zoom limits. */
export function moveMap(change: (camera: Camera) => Camera): void {
  useMapView.setState(({ placed, view, camera }) => {
    if (placed === null) return {};
    return { touched: true, camera: keepInSight(change(camera), placed.bounds, view) };
  });
}

/** Zooms by `factor` about a pixel, the middle of the view by default. */
export function zoomMap(factor: number, pixel?: { readonly x: number; readonly y: number }): void {
  const { placed, view } = useMapView.getState();
  if (placed === null) return;
  const limits = { min: fitted(placed, view).zoom * 0.6, max: placed.maxZoom };
  moveMap((camera) => zoomAt(camera, factor, pixel?.x ?? view.width / 2, pixel?.y ?? view.height / 2, limits));
}

/** Brings a package into sight when it is not; leaves the view alone when it is. */
export function revealOnMap(source: number): void {
  const { placed, view, camera } = useMapView.getState();
  if (placed === null || source < 0) return;
  const x = ((placed.x[source] ?? 0) - camera.x) * camera.zoom;
  const y = ((placed.y[source] ?? 0) - camera.y) * camera.zoom;
  if (x > 8 && y > 8 && x < view.width - 8 && y < view.height - 8) return;
  moveMap(({ zoom }) => ({ zoom, x: (placed.x[source] ?? 0) - view.width / 2 / zoom, y: (placed.y[source] ?? 0) - view.height / 2 / zoom }));
}
