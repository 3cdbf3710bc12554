import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitCamera, keepInSight, panBy, toScreen, toWorld, zoomAt, type Camera } from './camera.ts';

const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const cameras: fc.Arbitrary<Camera> = fc.record({ x: coordinate, y: coordinate, zoom: fc.double({ min: 0.05, max: 200, noNaN: true }) });

describe('the camera', () => {
  it('goes to the screen and back', () => {
    fc.assert(
      fc.property(cameras, coordinate, coordinate, (camera, x, y) => {
        const screen = toScreen(camera, x, y);
        const world = toWorld(camera, screen.x, screen.y);
        expect(world.x).toBeCloseTo(x, 5);
        expect(world.y).toBeCloseTo(y, 5);
      }),
    );
  });

  it('holds what is under the pointer while it zooms', () => {
    fc.assert(
      fc.property(cameras, fc.double({ min: 0.2, max: 5, noNaN: true }), (camera, factor) => {
        const before = toWorld(camera, 300, 200);
        const after = toWorld(zoomAt(camera, factor, 300, 200, { min: 0.01, max: 1000 }), 300, 200);
        expect(after.x).toBeCloseTo(before.x, 5);
        expect(after.y).toBeCloseTo(before.y, 5);
      }),
    );
  });

  it('fits the whole, with its margin, in the middle', () => {
    const bounds = { x0: -50, y0: 0, x1: 150, y1: 100 };
    const camera = fitCamera(bounds, { width: 1000, height: 600 }, 50, 100);
    const corners = [toScreen(camera, -50, 0), toScreen(camera, 150, 100)].flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);
    expect(corners).toEqual([50, 75, 950, 525]);
    expect(fitCamera(bounds, { width: 1000, height: 600 }, 50, 1).zoom).toBe(1);
  });

  it('cannot lose the map', () => {
    const bounds = { x0: 0, y0: 0, x1: 100, y1: 100 };
    const view = { width: 200, height: 200 };
    const lost = panBy({ x: 0, y: 0, zoom: 2 }, 100_000, -100_000);
    const kept = keepInSight(lost, bounds, view);
    const middle = toWorld(kept, 100, 100);
    expect(middle.x).toBeCloseTo(0);
    expect(middle.y).toBeCloseTo(100);
  });
});
