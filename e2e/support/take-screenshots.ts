import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, expect, type Browser, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { CHROMIUM } from './chromium.ts';
import { portolan, ROOT, serve } from './portolan.ts';
import { haveReference, writeReferenceProject } from './reference-project.ts';

/**
 * `node e2e/support/take-screenshots.ts [FOLDER]`: the pictures of docs/images (or, into another folder, of every
 * screen in both schemes and sizes, to be looked at). The starter is built by the practice fleet that this machine can have.
 */
const all = process.argv[2] !== undefined;
const folder = process.argv[2] ?? join(ROOT, 'docs', 'images');
/** A picture in the documentation is smaller than this. */
const MOST_BYTES = 300_000;

async function picture(page: Page, name: string): Promise<void> {
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = await stat(file);
  if (!all && size > MOST_BYTES) throw new Error(`${file} has ${size} bytes.`);
  process.stdout.write(`${file} ${size}\n`);
}

async function eachLook(browser: Browser, take: (page: Page, look: string) => Promise<void>): Promise<void> {
  const looks: readonly (readonly ['dark' | 'light', number, number])[] = all
    ? [['dark', 1280, 800], ['light', 1280, 800], ['dark', 1920, 1080], ['light', 1920, 1080]]
    : [['dark', 1280, 800]];
  for (const [colorScheme, width, height] of looks) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await take(page, all ? `${colorScheme}-${width}` : colorScheme);
    await page.close();
  }
}

async function distribution(browser: Browser): Promise<void> {
  const project = await mkdtemp(join(tmpdir(), 'portolan-pictures-'));
  await writeReferenceProject(project);
  const served = await serve(project);
  await eachLook(browser, async (page, look) => {
    const portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.operatorUrl);
    await portolanWindow.select('libgpg-error');
    await page.mouse.move(0, 0);
    await picture(page, `map-distribution-${look}`);
    if (!all) return;
    await portolanWindow.view('Neighbours');
    await expect(page.getByTestId('neighbours')).toHaveAttribute('data-drawn', 'true');
    await picture(page, `neighbours-${look}`);
    await portolanWindow.view('Table');
    await picture(page, `table-${look}`);
  });
  await served.stop();
  await rm(project, { recursive: true });
}

async function starter(browser: Browser): Promise<void> {
  const project = await mkdtemp(join(tmpdir(), 'portolan-pictures-'));
  await portolan(['init', '--starter', project]);
  const served = await serve(project);
  const first = new PortolanWindow(await browser.newPage());
  await first.open(served.operatorUrl);
  await expect(first.strip).toContainText('3/3 builders', { timeout: 60_000 });
  await first.page.getByRole('button', { name: 'Build all' }).click();
  await first.expectCount('failed', 2, 600_000);
  await expect(first.map).toHaveAttribute('data-counts', /in-repo:[12]/, { timeout: 600_000 });
  await eachLook(browser, async (page, look) => {
    const portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.operatorUrl);
    await portolanWindow.select('lua');
    await picture(page, `map-starter-${look}`);
    if (!all) return;
    for (const screen of ['Failures', 'Fleet', 'Project'] as const) {
      await portolanWindow.goTo(screen);
      await picture(page, `${screen.toLowerCase()}-${look}`);
    }
    await portolanWindow.goTo('Failures');
    await portolanWindow.openCluster('Compiler flags');
    await portolanWindow.failure('lua').getByRole('button', { name: 'Open the log of lua' }).click();
    await expect(page.locator('.log-line[data-cause]').first()).toBeVisible();
    await picture(page, `log-${look}`);
  });
  await served.stop();
  await portolan(['practice', 'down']);
  await rm(project, { recursive: true });
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch(CHROMIUM);
if (haveReference) await distribution(browser);
await starter(browser);
await browser.close();
