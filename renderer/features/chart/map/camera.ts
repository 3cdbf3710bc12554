/** What part of the world the canvas shows: a world point w stands at `(w − origin) × zoom` CSS pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export function toScreen(camera: Camera, x: number, y: number): { readonly x: number; readonly y: number } {
  return { x: (x - camera.x) * camera.zoom, y: (y - camera.y) * camera.zoom };
}

export function toWorld(camera: Camera, x: number, y: number): { readonly x: number; readonly y: number } {
  return { x: x / camera.zoom + camera.x, y: y / camera.zoom + camera.y };
}

/** Shows all of `bounds` in the middle, with `margin` pixels around it, and never larger than `maxZoom`. */
export function fitCamera(bounds: Bounds, view: Size, margin: number, maxZoom: number): Camera {
  const width = Math.max(1e-6, bounds.x1 - bounds.x0);
  const height = Math.max(1e-6, bounds.y1 - bounds.y0);
  const zoom = Math.min(maxZoom, Math.max(1, view.width - 2 * margin) / width, Math.max(1, view.height - 2 * margin) / height);
  return { zoom, x: (bounds.x0 + bounds.x1) / 2 - view.width / 2 / zoom, y: (bounds.y0 + bounds.y1) / 2 - view.height / 2 / zoom };
}

/** Zooms by `factor` so that what is under the pixel stays under it. */
export function zoomAt(camera: Camera, factor: number, pixelX: number, pixelY: number, limits: { readonly min: number; readonly max: number }): Camera {
  const zoom = Math.max(limits.min, Math.min(limits.max, camera.zoom * factor));
  const held = toWorld(camera, pixelX, pixelY);
  return { zoom, x: held.x - pixelX / zoom, y: held.y - pixelY / zoom };
}

export function panBy(camera: Camera, pixelsX: number, pixelsY: number): Camera {
  return { zoom: camera.zoom, x: camera.x - pixelsX / camera.zoom, y: camera.y - pixelsY / camera.zoom };
}

/** Keeps the middle of the view within `bounds`, so that the map cannot be lost. */
export function keepInSight(camera: Camera, bounds: Bounds, view: Size): Camera {
  const halfX = view.width / 2 / camera.zoom;
  const halfY = view.height / 2 / camera.zoom;
  const x = Math.max(bounds.x0, Math.min(bounds.x1, camera.x + halfX)) - halfX;
  const y = Math.max(bounds.y0, Math.min(bounds.y1, camera.y + halfY)) - halfY;
  return { zoom: camera.zoom, x, y };
}
