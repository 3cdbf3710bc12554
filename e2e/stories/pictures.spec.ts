import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { serve, type Served } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { stopTheClock, writeRehearsedProject } from '../support/rehearsed-project.ts';

/** The pictures were taken with this face; letters of another one differ everywhere. */
const FACE = 'DejaVu Sans';

function lackOfFace(): string | null {
  try {
    return execFileSync('fc-match', ['system-ui'], { encoding: 'utf8' }).includes(FACE) ? null : `needs ${FACE} as the system's face`;
  } catch {
    return 'needs fc-match to know the system’s face';
  }
}

const lack = haveReference ? lackOfFace() : 'needs the reference data (PORTOLAN_DATA)';

/**
 * The key screens look as they did when a person judged them, in both themes: a simulated port of a whole distribution at one fixed
 * instant. After a change that is meant, look at the new pictures, and keep them with `--update-snapshots`.
 */
test.describe('the window looks as it was judged', () => {
  test.skip(lack !== null, lack ?? '');
  test.setTimeout(5 * 60_000);
  let project = '';
  let served: Served;

  test.beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'portolan-looks-'));
    await writeRehearsedProject(project, { failures: 40, clusters: 6 });
    served = await serve(project);
  });
  test.afterAll(async () => {
    await served.stop();
    await rm(project, { recursive: true, force: true });
  });

  for (const colorScheme of ['dark', 'light'] as const) {
    test(`in the ${colorScheme} theme`, async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, timezoneId: 'UTC', locale: 'en-GB', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await stopTheClock(page);
      const window = new PortolanWindow(page);
      await window.open(served.operatorUrl);
      await expect(window.strip).toContainText('10/10 builders', { timeout: 60_000 });
      await page.mouse.move(0, 0);
      await look(page, 'map', colorScheme);

      await window.goTo('Failures');
      await expect(window.failures.locator('[data-source]').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await expect(page.getByRole('region', { name: 'Attempts' })).toBeVisible();
      await look(page, 'failures', colorScheme);

      await page.keyboard.press('l');
      await expect(page.locator('.log-line[data-cause]').first()).toBeVisible();
      await look(page, 'log', colorScheme);
      await page.keyboard.press('Escape');

      await window.goTo('Chart');
      await expect(window.map).toHaveAttribute('data-ready', 'true');
      await look(page, 'map-selected', colorScheme);
      await window.view('Table');
      await expect(page.getByRole('grid', { name: 'Packages' })).toBeVisible();
      await look(page, 'table', colorScheme);
      window.expectNoViolations();
      await context.close();
    });
  }
});

async function look(page: Page, name: string, theme: string): Promise<void> {
  await expect(page).toHaveScreenshot(`${name}-${theme}.png`, { animations: 'disabled', caret: 'hide', threshold: 0.25, maxDiffPixelRatio: 0.01, timeout: 60_000 });
}
