import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

import { contrast, distance, seenBy, toLinear, type Deficiency, type Oklch } from './testing/colour.ts';

type Shade = 'light' | 'dark';
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function parse(text: string): Oklch {
  const [lightness = NaN, chroma = NaN, hue = NaN] = text.trim().split(/\s+/).map(Number);
  return { lightness, chroma, hue };
}

const tokens = new Map<string, Record<Shade, Oklch>>();
for (const [, name = '', light = '', dark = ''] of css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);/g)) {
  tokens.set(name, { light: parse(light), dark: parse(dark) });
}

function token(name: string, shade: Shade): Oklch {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`There is no token --${name}.`);
  return found[shade];
}

const SHADES: readonly Shade[] = ['light', 'dark'];
const STATES = [...PACKAGE_STATES, 'provisional', 'stale', 'triaged'];

describe.each(SHADES)('the %s palette', (shade) => {
  const against = (name: string, ground: string): number => contrast(toLinear(token(name, shade)), toLinear(token(ground, shade)));

  it.each(STATES)('shows %s on the map with a contrast of 3 at least', (state) => {
    expect(against(`state-${state}`, 'surface-0')).toBeGreaterThanOrEqual(3);
  });

  it.each(['text', 'text-soft', 'text-faint'])('writes --%s with a contrast of 4.5 at least on every surface that carries text', (text) => {
    for (const ground of ['surface-0', 'surface-1', 'surface-2', 'surface-log', 'accent-soft']) expect(against(text, ground), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('writes what builders colour with a contrast of 4.5 at least on the ground of logs', () => {
    const colours = [...tokens.keys()].filter((name) => name.startsWith('ansi-'));
    expect(colours).toHaveLength(16);
    for (const colour of colours) expect(against(colour, 'surface-log'), colour).toBeGreaterThanOrEqual(4.5);
  });

  it('writes on the accent, and with it, readably', () => {
    expect(against('accent-text', 'accent-fill')).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['surface-0', 'surface-1', 'surface-2', 'accent-soft']) expect(against('accent', ground), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['line-strong', 'edge-needs', 'edge-waits', 'edge-root'])('draws --%s with a contrast of 3 at least', (line) => {
    expect(against(line, 'surface-0')).toBeGreaterThanOrEqual(3);
  });
});

/** Pairs that a porter must not take for each other at a glance, by colour alone; all others have glyphs and shapes too. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['in-repo', 'failed'],
  ['in-repo', 'blocked'],
  ['in-repo', 'building'],
  ['in-repo', 'ready'],
  ['in-repo', 'provisional'],
  ['in-repo', 'unresolvable'],
  ['failed', 'triaged'],
  ['in-repo', 'triaged'],
  ['failed', 'blocked'],
  ['failed', 'building'],
  ['failed', 'ready'],
  ['failed', 'provisional'],
  ['building', 'blocked'],
  ['building', 'ready'],
  ['blocked', 'ready'],
  ['failed', 'held'],
];
/** In OKLab; 0.02 is about what can just be told apart side by side. */
const LEAST = 0.075;

describe.each(SHADES)('the %s palette as others see it', (shade) => {
  it.each<Deficiency>(['none', 'protanopia', 'deuteranopia', 'tritanopia'])('keeps the states apart with %s', (deficiency) => {
    const near = PAIRS.map(([a, b]) => ({
      pair: `${a} / ${b}`,
      apart: distance(seenBy(deficiency, toLinear(token(`state-${a}`, shade))), seenBy(deficiency, toLinear(token(`state-${b}`, shade)))),
    })).filter(({ apart }) => apart < LEAST);
    expect(near).toEqual([]);
  });
});
