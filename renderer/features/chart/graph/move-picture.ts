import type { Core } from 'cytoscape';

/** What moving a picture needs of cytoscape. */
export type Movable = Pick<Core, 'zoom' | 'pan' | 'viewport' | 'minZoom' | 'maxZoom' | 'one'>;

/**
 * Drag pans, wheel and pinch zoom where they point. While a gesture lasts the picture that is there is moved, which costs
 * the same however much is on it, and is drawn anew when the gesture pauses. `onMove` hears of the first move. Returns the
 * way to stop. Self-contained, so that it can be measured in a page of its own.
 */
export function movePicture(container: HTMLElement, graph: Movable, onMove: () => void): () => void {
  const PAUSE_MS = 140;
  const SLACK = 4;
  const picture = container.firstElementChild;
  const pointers = new Map<number, { x: number; y: number }>();
  /** A point at p of what is drawn is seen at scale × p + (x, y). */
  let shift = { scale: 1, x: 0, y: 0 };
  let travelled = 0;
  let timer = 0;

  const show = (): void => {
    if (picture instanceof HTMLElement) picture.style.transform = shift.scale === 1 && shift.x === 0 && shift.y === 0 ? '' : `translate(${shift.x}px, ${shift.y}px) scale(${shift.scale})`;
  };
  const settle = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    const { scale, x, y } = shift;
    if (scale === 1 && x === 0 && y === 0) return;
    const pan = graph.pan();
    // The picture stands where it was moved to until the new one is there.
    const moved = shift;
    graph.one('render', () => {
      if (shift === moved) shift = { scale: 1, x: 0, y: 0 };
      else shift = { scale: shift.scale / moved.scale, x: shift.x - (moved.x * shift.scale) / moved.scale, y: shift.y - (moved.y * shift.scale) / moved.scale };
      show();
    });
    graph.viewport({ zoom: graph.zoom() * scale, pan: { x: pan.x * scale + x, y: pan.y * scale + y } });
  };
  const moved = (): void => {
    show();
    onMove();
    window.clearTimeout(timer);
    timer = window.setTimeout(settle, PAUSE_MS);
  };
  const zoomAbout = (factor: number, x: number, y: number): void => {
    const level = graph.zoom() * shift.scale;
    const by = Math.max(graph.minZoom(), Math.min(graph.maxZoom(), level * factor)) / level;
    shift = { scale: shift.scale * by, x: x - (x - shift.x) * by, y: y - (y - shift.y) * by };
    moved();
  };
  const place = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = (): number => {
    const [a, b] = [...pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, place(event));
    travelled = 0;
  };
  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = place(event);
    const apart = spread();
    pointers.set(event.pointerId, now);
    travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (travelled <= SLACK) return;
    if (pointers.size > 1) {
      if (apart > 0) zoomAbout(spread() / apart, now.x, now.y);
      return;
    }
    shift = { scale: shift.scale, x: shift.x + now.x - before.x, y: shift.y + now.y - before.y };
    moved();
  };
  const up = (event: PointerEvent): void => {
    if (pointers.delete(event.pointerId) && pointers.size === 0) settle();
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const { x, y } = place(event);
    zoomAbout(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), x, y);
  };
  container.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', up);
  container.addEventListener('wheel', wheel, { passive: false });
  return () => {
    window.clearTimeout(timer);
    container.removeEventListener('pointerdown', down);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', up);
    container.removeEventListener('wheel', wheel);
  };
}
