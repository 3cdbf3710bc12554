import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';

import { MARK_STYLES, type Palette } from '#renderer/ui/palette.ts';

import { fitCamera } from './camera.ts';
import { EMPHASIS, type Scene } from './scene.ts';
import { moveMap, useMapView } from './view-store.ts';

const WIDTH = 168;
const HEIGHT = 84;

function cameraOf(scene: Scene): { readonly x: number; readonly y: number; readonly zoom: number } {
  return fitCamera(scene.placed.bounds, { width: WIDTH, height: HEIGHT }, 6, 1e9);
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
    const context = canvas.current?.getContext('2d');
    if (!zoomedIn || context === null || context === undefined || canvas.current === null) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = WIDTH * ratio;
    canvas.current.height = HEIGHT * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const camera = cameraOf(scene);
    const { placed } = scene;
    const width = Math.max(1, placed.markWidth * camera.zoom);
    const height = Math.max(1, placed.markHeight * camera.zoom);
    for (let look = 0; look < MARK_STYLES.length * EMPHASIS.length; look++) {
      context.fillStyle = palette.marks[Math.floor(look / EMPHASIS.length)] ?? '';
      context.globalAlpha = EMPHASIS[look % EMPHASIS.length] ?? 1;
      for (let slot = scene.starts[look] ?? 0; slot < (scene.starts[look + 1] ?? 0); slot++) {
        const source = scene.order[slot] ?? 0;
        context.fillRect(((placed.x[source] ?? 0) - camera.x) * camera.zoom - width / 2, ((placed.y[source] ?? 0) - camera.y) * camera.zoom - height / 2, width, height);
      }
    }
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
