import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

import { projectPaths } from '#electron/core/project/project-folder.ts';

import { writeLogProject } from '../support/log-project.ts';
import { serve } from '../support/portolan.ts';
import { freshPage, openBrowser, whyNoWindow } from './browser.ts';
import { atMost, type Row } from './findings.ts';
import { median, timed } from './measure.ts';

const ROUNDS = 5;
const SHORT = 2_000;

declare global {
  interface Window {
    /** Milliseconds from the last click to the picture with the causal line in sight; 0 until then. */
    benchLog: number;
  }
}

/** Before a page is opened: notes how long it takes from a click until the causal line is there to be read. */
async function watchLog(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener(
      'click',
      () => {
        const clicked = performance.now();
        window.benchLog = 0;
        const look = (): void => {
          const cause = document.querySelector('.log-line[data-cause][data-loaded] .log-text');
          if ((cause?.textContent ?? '') === '') requestAnimationFrame(look);
          // What is there in one frame is on the screen when the one after the next begins.
          else requestAnimationFrame(() => requestAnimationFrame((now) => (window.benchLog = now - clicked)));
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
}

async function openedIn(page: Page, source: string): Promise<number> {
  await page.getByRole('navigation', { name: 'Screens' }).getByText('Failures', { exact: true }).click();
  await page.locator(`[data-source="${source}"]`).getByRole('button', { name: `Open the log of ${source}` }).first().click();
  await page.waitForFunction(() => window.benchLog > 0, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.benchLog);
}

const metrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

/** Megabytes of the window's heap after it was tidied up. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics: list } = metrics.parse(await session.send('Performance.getMetrics'));
  await session.detach();
  return (list.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}

/** Pages through a log, and jumps about in it, as somebody does who looks for something. */
async function wander(page: Page): Promise<void> {
  await page.getByRole('log').focus();
  for (const key of ['Home', ...Array.from({ length: 40 }, () => 'PageDown'), 'End', ...Array.from({ length: 40 }, () => 'PageUp')]) await page.keyboard.press(key);
  const bar = await page.getByRole('scrollbar', { name: 'Lines of the log' }).boundingBox();
  if (bar === null) throw new Error('The log has no scroll bar.');
  for (let step = 0; step < 60; step++) await page.mouse.click(bar.x + bar.width / 2, bar.y + (bar.height * ((step * 37) % 60)) / 60);
}

/** How long a log takes to open in a window, and what it costs there. `folder` is made into a project with logs of `lines` lines. */
export async function logWindowRows(folder: string, lines: number): Promise<{ readonly rows: readonly Row[]; readonly skipped: readonly string[] }> {
  const reason = whyNoWindow();
  const error = '‘__m128’ undeclared (first use in this function)';
  await writeLogProject(folder, [
    { id: 'a-zlib-long', source: 'zlib', compiled: lines - 180, job: 3, version: '1.3', error },
    { id: 'a-lua-short', source: 'lua', compiled: SHORT, job: 5, version: '5.4.6', error },
  ]);
  if (reason !== null) return { rows: [], skipped: [reason.replace('everything', 'the log in a window')] };
  await using browser = await openBrowser();
  const seconds = async (program: string, args: readonly string[]): Promise<number> => {
    const run = (): Promise<unknown> => once(spawn(program, args, { stdio: 'ignore' }), 'exit');
    await run();
    return (await timed(run)).seconds * 1000;
  };
  const file = join(projectPaths(folder).logs, 'a-zlib-long.log');
  const counted = { what: 'wc -l, as less +G must', value: await seconds('wc', ['-l', file]) };
  const indexed = await windowTimes(browser, folder, false);
  const fresh = await windowTimes(browser, folder, true);
  return {
    rows: [
      { what: `a click to the causal line of ${lines.toLocaleString('en')} lines, in the window`, value: median(indexed.long), unit: 'ms', peer: counted, budgets: [atMost(300)] },
      { what: `  of ${SHORT.toLocaleString('en')} lines`, value: median(indexed.short), unit: 'ms', peer: counted, budgets: [] },
      { what: '  of the long one, the first time that anybody looks and without its index', value: fresh.long[0] ?? 0, unit: 'ms', peer: counted, budgets: [] },
      { what: 'heap of the window with the long log, after wandering through it', value: indexed.longHeap, unit: 'MB', peer: { what: 'with the short one', value: indexed.shortHeap }, budgets: [atMost(1.5, 'ratio')] },
    ],
    skipped: [],
  };
}

async function windowTimes(browser: Browser, folder: string, withoutIndex: boolean): Promise<{ readonly long: readonly number[]; readonly short: readonly number[]; readonly longHeap: number; readonly shortHeap: number }> {
  if (withoutIndex) await rm(join(projectPaths(folder).cache, 'log-index'), { recursive: true, force: true });
  const served = await serve(folder);
  const times: { readonly long: number[]; readonly short: number[] } = { long: [], short: [] };
  let [longHeap, shortHeap] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['short', 'long'] as const) {
      if (withoutIndex && (kind === 'short' || round > 0)) continue;
      const page = await freshPage(browser);
      await watchLog(page);
      await page.goto(served.readerUrl);
      await page.getByTestId('map').and(page.locator('[data-ready=true]')).waitFor({ timeout: 60_000 });
      times[kind].push(await openedIn(page, kind === 'long' ? 'zlib' : 'lua'));
      if (round === ROUNDS - 1) {
        await wander(page);
        if (kind === 'long') longHeap = await heapOf(page);
        else shortHeap = await heapOf(page);
      }
      await page.context().close();
    }
  }
  await served.stop();
  return { ...times, longHeap, shortHeap };
}
