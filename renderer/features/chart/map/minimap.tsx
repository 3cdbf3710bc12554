import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';

import { MARK_STYLES, type Palette } from '#renderer/ui/palette.ts';

import { fitCamera } from './camera.ts';
import { MarkCopier } from './mark-copier.ts';
import { EMPHASIS, type Scene } from './scene.ts';
import { moveMap, useMapView } from './view-store.ts';

const WIDTH = 168;
const HEIGHT = 84;

function cameraOf(scene: Scene): { readonly x: number; readonly y: number; readonly zoom: number } {
  return fitCamera(scene.placed.bounds, { width: WIDTH, height: HEIGHT }, 6, 1e9);
}

const copier = new MarkCopier();

/** Every package in the colour of its state: cards one by one, marks copied, as many as they may be. */
function paintMinimap(canvas: HTMLCanvasElement, scene: Scene, palette: Palette): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(WIDTH * ratio), Math.round(HEIGHT * ratio)];
  Object.assign(canvas, { width, height });
  const camera = cameraOf(scene);
  const { placed, order, starts } = scene;
  const across = Math.max(1, placed.markWidth * camera.zoom);
  const down = Math.max(1, placed.markHeight * camera.zoom);
  const looks = Array.from({ length: MARK_STYLES.length * EMPHASIS.length }, (_, look) => ({
    style: MARK_STYLES[Math.floor(look / EMPHASIS.length)] ?? 'blocked',
    size: across,
    shaped: false,
    emphasis: EMPHASIS[look % EMPHASIS.length] ?? 1,
    strength: 1,
    from: starts[look] ?? 0,
    to: starts[look + 1] ?? 0,
  })).filter(({ from, to }) => from < to);
  if (placed.kind === 'marks') {
    const pixels = new ImageData(width, height);
    copier.copy(pixels, { width, height, ratio }, scene, { camera, half: across / 2 }, looks, palette);
    context.putImageData(pixels, 0, 0);
    return;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const { style, emphasis, from, to } of looks) {
    context.fillStyle = palette.marks[MARK_STYLES.indexOf(style)] ?? '';
    context.globalAlpha = emphasis;
    for (const source of order.subarray(from, to)) {
      context.fillRect(((placed.x[source] ?? 0) - camera.x) * camera.zoom - across / 2, ((placed.y[source] ?? 0) - camera.y) * camera.zoom - down / 2, across, down);
    }
  }
}

/** The whole port, small, with a frame around what is in sight; shown once the map is zoomed into. A pointer's way: the keyboard has its own. */
export function Minimap({ scene, palette }: { readonly scene: Scene; readonly palette: Palette }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const zoomedIn = useMapView(({ camera, view, placed }) => {
    if (placed === null || view.width < 4 * WIDTH || view.height < 4 * HEIGHT) return false;
    return (placed.bounds.x1 - placed.bounds.x0) * camera.zoom > view.width * 1.15 || (placed.bounds.y1 - placed.bounds.y0) * camera.zoom > view.height * 1.15;
  });
  useEffect(() => {
    if (zoomedIn && canvas.current !== null) paintMinimap(canvas.current, scene, palette);
  }, [scene, palette, zoomedIn]);
  useEffect(() => {
    const mini = cameraOf(scene);
    const follow = (): void => {
      const { camera, view } = useMapView.getState();
      if (frame.current === null) return;
      const left = Math.max(0, (camera.x - mini.x) * mini.zoom);
      const top = Math.max(0, (camera.y - mini.y) * mini.zoom);
      const right = Math.min(WIDTH, (camera.x + view.width / camera.zoom - mini.x) * mini.zoom);
      const bottom = Math.min(HEIGHT, (camera.y + view.height / camera.zoom - mini.y) * mini.zoom);
      frame.current.style.transform = `translate(${left}px, ${top}px)`;
      frame.current.style.width = `${Math.max(4, right - left)}px`;
      frame.current.style.height = `${Math.max(4, bottom - top)}px`;
    };
    follow();
    return useMapView.subscribe(follow);
  }, [scene, zoomedIn]);
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointermove' && event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const mini = cameraOf(scene);
    const x = (event.clientX - box.left) / mini.zoom + mini.x;
    const y = (event.clientY - box.top) / mini.zoom + mini.y;
    const { view } = useMapView.getState();
    moveMap(({ zoom }) => ({ zoom, x: x - view.width / 2 / zoom, y: y - view.height / 2 / zoom }));
  };
  if (!zoomedIn) return null;
  return (
    <div className="minimap" aria-hidden="true" onPointerDown={drag} onPointerMove={drag}>
      <canvas ref={canvas} className="minimap-canvas" />
      <div ref={frame} className="minimap-frame" />
    </div>
  );
}
