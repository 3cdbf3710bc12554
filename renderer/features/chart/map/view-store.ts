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

/** From so many pixels between two marks on, a whole number of them keeps all gaps alike. */
const WHOLE_FROM = 5;

/**
 * The map in the middle of the view; cards that would be too small to read are cut off at the right and below instead,
 * and marks stand a whole number of pixels apart, so that no gap is wider than its neighbours.
 */
export function fitted(placed: PlacedMap, view: Size): Camera {
  const whole = fitCamera(placed.bounds, view, MARGIN, placed.restZoom);
  const zoom = placed.kind === 'marks' && whole.zoom >= WHOLE_FROM ? Math.floor(whole.zoom) : Math.max(whole.zoom, placed.readableZoom);
  if (zoom === whole.zoom) return whole;
  const { x0, x1, y0, y1 } = placed.bounds;
  const along = (from: number, to: number, size: number): number => ((to - from) * zoom + 2 * MARGIN > size ? from - MARGIN / zoom : (from + to - size / zoom) / 2);
  return { zoom, x: along(x0, x1, view.width), y: along(y0, y1, view.height) };
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

/** What is brought into sight stands so far from the edge, in pixels. */
const EDGE = 12;

/** Brings a package into sight when it is not, by as little as that takes; leaves the view alone when it is. */
export function revealOnMap(source: number): void {
  const { placed, view, camera } = useMapView.getState();
  if (placed === null || source < 0) return;
  const x = ((placed.x[source] ?? 0) - camera.x) * camera.zoom;
  const y = ((placed.y[source] ?? 0) - camera.y) * camera.zoom;
  const reachX = Math.min(view.width / 2, (placed.markWidth / 2) * camera.zoom + EDGE);
  const reachY = Math.min(view.height / 2, (placed.markHeight / 2) * camera.zoom + EDGE);
  const aside = (at: number, reach: number, size: number): number => (at < reach ? at - reach : at > size - reach ? at - size + reach : 0);
  const [dx, dy] = [aside(x, reachX, view.width), aside(y, reachY, view.height)];
  if (dx === 0 && dy === 0) return;
  // Not a person's own choice of a view: the next change of the window's size fits the map again.
  useMapView.setState({ camera: { zoom: camera.zoom, x: camera.x + dx / camera.zoom, y: camera.y + dy / camera.zoom } });
}
