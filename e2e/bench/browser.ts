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

/** A page with nothing in its caches. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEW });
  return await context.newPage();
}
