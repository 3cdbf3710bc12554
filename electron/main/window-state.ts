import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { z } from 'zod';

import type { Display, Rectangle } from './electron-parts.ts';

const whole = z.number().int().min(-100_000).max(100_000);
const saved = z.object({ x: whole, y: whole, width: whole, height: whole, maximized: z.boolean() });

/** Where the window was, in the system's device-independent pixels. */
export type WindowState = z.infer<typeof saved>;

interface Size {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 800, height: 560 } as const;
const USUAL = { width: 1440, height: 900 } as const;
/** So much of the title bar must be on a display for a person to take hold of it. */
const HOLD = { width: 120, height: 40 } as const;

/** What to open the window with: where it was, if a display still shows it there; else in its usual size, where the system likes. */
export function restoreBounds(state: WindowState | null, displays: readonly Display[]): Partial<Rectangle> & Size {
  const widest = Math.max(SMALLEST.width, ...displays.map(({ workArea }) => workArea.width));
  const highest = Math.max(SMALLEST.height, ...displays.map(({ workArea }) => workArea.height));
  const fit = ({ width, height }: Size): Size => ({
    width: Math.max(SMALLEST.width, Math.min(width, widest)),
    height: Math.max(SMALLEST.height, Math.min(height, highest)),
  });
  if (state === null) return fit(USUAL);
  const size = fit(state);
  const shown = displays.some(({ workArea }) => {
    const width = Math.min(state.x + size.width, workArea.x + workArea.width) - Math.max(state.x, workArea.x);
    const titleBar = state.y >= workArea.y && state.y + HOLD.height <= workArea.y + workArea.height;
    return width >= HOLD.width && titleBar;
  });
  return shown ? { x: state.x, y: state.y, ...size } : size;
}

/** What was saved last, or null when there is nothing or nothing that can be read: a window always opens. */
export function loadWindowState(file: string): WindowState | null {
  try {
    const parsed = saved.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Saves it in one step. A folder that cannot be written costs the memory of a place and nothing else. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
