import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

import { percentile } from './measure.ts';

/** A gesture over a page, about a point of it. */
export type Gesture = (page: Page, x: number, y: number) => Promise<void>;

const EVENTS = 150;
/** Milliseconds between two events of a mouse: twice as many as there are frames, so that every frame has something new to show. */
const EVERY = 8;
const ROUNDS = 3;

/** Sends events at a mouse's pace without waiting for the page to answer, as a mouse does. */
async function atMousePace(send: (event: number) => Promise<void>): Promise<void> {
  const sent: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      sent.push(send(sent.length));
      if (sent.length < EVENTS) return;
      clearInterval(timer);
      resolve();
    }, EVERY);
  });
  await Promise.all(sent);
}

/** Drags in loops. */
export const pan: Gesture = async (page, x, y) => {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await atMousePace((event) => page.mouse.move(x + 260 * Math.sin(event / 28), y + 160 * Math.sin(event / 14)));
  await page.mouse.up();
};

/** Turns the wheel in and out again, five times; it ends where it began. */
export const zoom: Gesture = async (page, x, y) => {
  await page.mouse.move(x, y);
  await atMousePace((event) => page.mouse.wheel(0, event % 30 < 15 ? -40 : 40));
};

const trace = z.object({ traceEvents: z.array(z.object({ name: z.string(), ts: z.number().optional() })) });

/**
 * The times between the frames that reached the screen while a gesture was made, in milliseconds: of several rounds
 * those of the quickest, since other programs disturb a round. The browser's own trace tells (its animation frames go on
 * at full pace while nothing new is drawn).
 */
export async function framesOf(browser: Browser, page: Page, gesture: Gesture, x: number, y: number): Promise<readonly number[]> {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'] });
    await gesture(page, x, y);
    const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString()));
    const drawn = traceEvents.flatMap(({ name, ts }) => (name === 'DrawFrame' && ts !== undefined ? [ts / 1000] : [])).sort((a, b) => a - b);
    // A page that shows next to nothing of a gesture has not been moved by it.
    if ((drawn.at(-1) ?? 0) - (drawn[0] ?? 0) < (EVENTS * EVERY) / 2) throw new Error('The gesture moved nothing in the page.');
    rounds.push(drawn.slice(1).map((at, frame) => at - (drawn[frame] ?? at)));
  }
  return rounds.reduce((best, each) => (percentile(each, 0.95) < percentile(best, 0.95) ? each : best));
}
