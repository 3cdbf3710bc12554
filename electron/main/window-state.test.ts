import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { loadWindowState, restoreBounds, saveWindowState, SMALLEST } from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'portolan-window-'));
afterAll(() => rmSync(folder, { recursive: true }));

const desk = { workArea: { x: 0, y: 25, width: 1920, height: 1055 } };
const beside = { workArea: { x: -1280, y: 0, width: 1280, height: 1024 } };

describe('where a window opens', () => {
  it('is where it was, on whichever display that is', () => {
    const state = { x: -1200, y: 100, width: 1000, height: 700, maximized: false };
    expect(restoreBounds(state, [desk, beside])).toEqual({ x: -1200, y: 100, width: 1000, height: 700 });
    expect(restoreBounds(state, [desk])).toEqual({ width: 1000, height: 700 });
  });

  it('is in its usual size where nothing is known, and never larger than the displays', () => {
    expect(restoreBounds(null, [desk])).toEqual({ width: 1440, height: 900 });
    expect(restoreBounds(null, [beside])).toEqual({ width: 1280, height: 900 });
    expect(restoreBounds(null, [])).toEqual({ width: 800, height: 560 });
  });

  it('can always be taken hold of, whatever was saved', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    const area = fc.record({ x: number, y: number, width: fc.integer({ min: 640, max: 4000 }), height: fc.integer({ min: 480, max: 3000 }) });
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: number, height: number, maximized: fc.boolean() }), fc.array(area, { maxLength: 3 }), (state, areas) => {
        const bounds = restoreBounds(state, areas.map((workArea) => ({ workArea })));
        expect(bounds.width).toBeGreaterThanOrEqual(SMALLEST.width);
        expect(bounds.height).toBeGreaterThanOrEqual(SMALLEST.height);
        const { x, y, width } = bounds;
        if (x === undefined || y === undefined) return;
        expect(areas.some((each) => x + width >= each.x + 120 && x <= each.x + each.width - 120 && y >= each.y && y <= each.y + each.height - 40)).toBe(true);
      }),
    );
  });
});

describe('the memory of a window', () => {
  it('brings back what was saved, and nothing from a file that is damaged or not there', () => {
    const file = join(folder, 'deep', 'window-state.json');
    const state = { x: 1, y: 2, width: 1000, height: 700, maximized: true };
    expect(loadWindowState(file)).toBeNull();
    saveWindowState(file, state);
    expect(loadWindowState(file)).toEqual(state);
    for (const text of ['', '{', 'null', '[]', '{"x":1}', '{"x":1e99,"y":2,"width":1000,"height":700,"maximized":true}', '{"x":"1","y":2,"width":1,"height":1,"maximized":1}']) {
      writeFileSync(file, text);
      expect(loadWindowState(file), text).toBeNull();
    }
  });

  it('is no reason to fail', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    saveWindowState(join(file, 'window-state.json'), { x: 1, y: 2, width: 3, height: 4, maximized: false });
    expect(loadWindowState(join(file, 'window-state.json'))).toBeNull();
  });
});
