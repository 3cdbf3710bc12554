import { beforeEach, describe, expect, it } from 'vitest';

import { toScreen } from './camera.ts';
import { CARD, type PlacedMap } from './place-map.ts';
import { fitMap, fitted, revealOnMap, setMapStage, useMapView } from './view-store.ts';

const cards: PlacedMap = {
  kind: 'cards',
  x: Float32Array.from([98, 350, 602, 854, 1106]),
  y: Float32Array.from([0, 0, 0, 0, 0]),
  markWidth: CARD.width,
  markHeight: CARD.height,
  bounds: { x0: 0, x1: 1204, y0: -30, y1: 30 },
  islands: [],
  columns: [],
  blocks: [],
  blockOf: new Int32Array(0),
  maxZoom: 2,
  restZoom: 1.2,
  readableZoom: 0.8,
};
const marks: PlacedMap = { ...cards, kind: 'marks', markWidth: 0.82, markHeight: 0.82, bounds: { x0: 0, x1: 100, y0: -30, y1: 30 }, maxZoom: 150, restZoom: 22, readableZoom: 0 };

describe('the fitted map', () => {
  it('cuts cards off rather than making them too small to read', () => {
    const narrow = fitted(cards, { width: 840, height: 600 });
    expect(narrow.zoom).toBe(0.8);
    expect(toScreen(narrow, 0, 0).x).toBeGreaterThan(0);
    expect(toScreen(narrow, 0, 0).y).toBeCloseTo(300);
    const wide = fitted(cards, { width: 1300, height: 600 });
    expect(wide.zoom).toBeGreaterThan(0.8);
    expect(toScreen(wide, 1204, 0).x).toBeLessThan(1300);
  });

  it('has marks a whole number of pixels apart, still in the middle', () => {
    const camera = fitted(marks, { width: 850, height: 700 });
    expect(camera.zoom).toBe(7);
    expect(toScreen(camera, 50, 0)).toEqual({ x: 425, y: 350 });
  });
});

describe('what is brought into sight', () => {
  beforeEach(() => {
    setMapStage({ placed: cards, view: { width: 840, height: 600 } });
    fitMap();
  });

  it('moves the map by as little as that takes, and is no choice of a person', () => {
    revealOnMap(4);
    const { camera, touched } = useMapView.getState();
    expect(toScreen(camera, 1106 + CARD.width / 2, 0).x).toBeCloseTo(840 - 12);
    expect(touched).toBe(false);
    setMapStage({ view: { width: 1400, height: 600 } });
    expect(toScreen(useMapView.getState().camera, 0, 0).x).toBeGreaterThan(0);
  });

  it('leaves the map alone when it is in sight already', () => {
    const { camera } = useMapView.getState();
    revealOnMap(1);
    expect(useMapView.getState().camera).toBe(camera);
  });
});
