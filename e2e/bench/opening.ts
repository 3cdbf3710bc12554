import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** What was seen of this page's opening; times in milliseconds since the page was asked for. */
    benchOpening: { painted: number; readonly blocks: { readonly at: number; readonly length: number }[] };
  }
}

/** The page says so itself: asking it again and again would keep it busy. */
const PAINTED = 'bench: the map is painted';
const pictures = new WeakMap<Page, Promise<unknown>>();

/** Before the page is opened: notes when the map has been painted, and every task that kept the window from answering. */
export async function watchOpening(page: Page): Promise<void> {
  await page.addInitScript((painted) => {
    const seen: Window['benchOpening'] = { painted: 0, blocks: [] };
    window.benchOpening = seen;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.blocks.push({ at: startTime, length: duration });
    }).observe({ type: 'longtask', buffered: true });
    const tell = (now: number): void => {
      seen.painted = now;
      console.debug(painted);
    };
    const look = (): void => {
      if (document.querySelector('[data-testid=map][data-ready=true] > canvas[data-whole=true]') === null) requestAnimationFrame(look);
      // What is drawn in one frame is on the screen when the next one begins.
      else requestAnimationFrame((now) => tell(now));
    };
    requestAnimationFrame(look);
  }, PAINTED);
  pictures.set(page, page.waitForEvent('console', { predicate: (message) => message.text() === PAINTED, timeout: 60_000 }));
}

/** Milliseconds until the first picture of the map, and the longest time that the window was blocked before it. */
export interface Opening {
  readonly painted: number;
  readonly blocked: number;
}

/** Waits for the first picture of the map in a page that is watched. */
export async function openingOf(page: Page): Promise<Opening> {
  await pictures.get(page);
  return await page.evaluate(() => {
    const { painted, blocks } = window.benchOpening;
    return { painted, blocked: blocks.filter(({ at }) => at < painted).reduce((most, { length }) => Math.max(most, length), 0) };
  });
}
