import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type Browser, type Page } from '@playwright/test';

import configuration from '../playwright.config.ts';
import { WINDOW } from './places.ts';

/** As large as the window was when cytoscape's figures were taken. */
const VIEW = { width: 1400, height: 900 };

/** Why there can be no window to measure; null where there can. */
export function whyNoWindow(): string | null {
  const browser = configuration.use?.launchOptions?.executablePath ?? '';
  if (!existsSync(browser)) return `everything: there is no browser at ${browser} (Debian: chromium; or set PORTOLAN_CHROMIUM)`;
  if (!existsSync(join(WINDOW, 'index.html'))) return 'everything: the window has not been built (npm run build)';
  return null;
}

/** The browser of the stories, headless and without a graphics processor. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch(configuration.use?.launchOptions ?? {});
}

/** So long a browser is watched at a time, and so little of it may be spent computing by one that rests, in milliseconds. */
const WATCH = { for: 250, busy: 25 } as const;
const MOST_WATCHES = 40;

/** A page with nothing in its caches, in a browser that has come to rest: a new window first loads the pages of its own address bar. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEW });
  const page = await context.newPage();
  const session = await browser.newBrowserCDPSession();
  const spent = async (): Promise<number> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  };
  let before = await spent();
  for (let watch = 0; watch < MOST_WATCHES; watch++) {
    await new Promise((resolve) => setTimeout(resolve, WATCH.for));
    const now = await spent();
    if (now - before < WATCH.busy) break;
    before = now;
  }
  await session.detach();
  return page;
}
