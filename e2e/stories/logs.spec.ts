import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect as plainExpect, test, type Locator, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { writeLogProject } from '../support/log-project.ts';
import { serve, type Served } from '../support/portolan.ts';

/** The machine may be small, and busy. */
const expect = plainExpect.configure({ timeout: 30_000 });

/** Lines that the long log's compiler says. (The benchmark opens a million.) */
const MANY = 200_000;
const ERROR = '‘__m128’ undeclared (first use in this function)';

/** What a porter does with logs: finds the cause, looks for words, folds, sends a line to a colleague, compares with the build that was good. */
test.describe('logs', () => {
  let project = '';
  let served: Served;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    project = await mkdtemp(join(tmpdir(), 'portolan-logs-story-'));
    await writeLogProject(project, [
      { id: 'a-lua-good', source: 'lua', compiled: 3000, job: 11, version: '5.4.6', error: null, shuffled: true },
      { id: 'a-lua-same', source: 'lua', compiled: 3000, job: 37, version: '5.4.6', error: null },
      { id: 'a-lua-bad', source: 'lua', compiled: 3000, job: 29, version: '5.4.7', error: ERROR },
      { id: 'a-zlib-long', source: 'zlib', compiled: MANY, job: 3, version: '1.3', error: ERROR },
    ]);
    served = await serve(project);
  });
  test.afterAll(async () => {
    await served.stop();
    await rm(project, { recursive: true, force: true });
  });

  async function open(page: Page, query: string): Promise<PortolanWindow> {
    const portolanWindow = new PortolanWindow(page);
    const [address = '', token = ''] = served.operatorUrl.split('#');
    await page.goto(`${address}?${query}#${token}`);
    await expect(portolanWindow.strip).toContainText('0.0 %');
    return portolanWindow;
  }

  const line = (page: Page, number: number): Locator => page.locator(`.log-line[data-line="${number}"]`);
  const numberOf = async (locator: Locator): Promise<number> => Number(await locator.getAttribute('data-line'));

  test('a long log opens at the line that says why', async ({ page }) => {
    const portolanWindow = await open(page, 'screen=failures&select=zlib');
    await portolanWindow.failure('zlib').getByRole('button', { name: 'Open the log of zlib' }).click();
    const cause = page.locator('.log-line[data-cause]');
    await expect(cause).toContainText(ERROR);
    await expect(cause).toBeInViewport({ ratio: 1 });
    expect(await numberOf(cause)).toBeGreaterThan(MANY);
    await expect(page.getByRole('region', { name: 'Log' })).toContainText('%build');
    // Only what is in sight is there.
    expect(await page.locator('.log-line').count()).toBeLessThan(100);
    portolanWindow.expectNoViolations();
  });

  test('it is gone through to both ends and line by line, by keys, wheel and scroll bar', async ({ page }) => {
    const portolanWindow = await open(page, 'log=a-zlib-long');
    const log = page.getByRole('log');
    const last = Number(await page.locator('.log-lines').getAttribute('data-lines'));
    await expect(line(page, last)).toBeInViewport({ ratio: 1 });
    await log.focus();
    await page.keyboard.press('Shift+w');
    await page.keyboard.press('Home');
    await expect(line(page, 1)).toContainText('Building target platforms');
    await page.keyboard.press('PageDown');
    await expect(line(page, 1)).not.toBeInViewport();
    await page.keyboard.press('Home');
    await log.hover();
    await page.mouse.wheel(0, 90);
    await expect(line(page, 6)).toBeInViewport({ ratio: 1 });
    await expect(line(page, 5)).not.toBeInViewport();
    const bar = await page.getByRole('scrollbar', { name: 'Lines of the log' }).boundingBox();
    if (bar === null) throw new Error('There is no scroll bar.');
    await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
    await expect(page.locator('.log-line[data-loaded]').first()).toContainText(/gcc|warning/);
    const middle = await numberOf(page.locator('.log-line').nth(5));
    expect(middle).toBeGreaterThan(last * 0.4);
    expect(middle).toBeLessThan(last * 0.6);
    await page.keyboard.press('End');
    await expect(line(page, last)).toBeInViewport({ ratio: 1 });
    portolanWindow.expectNoViolations();
  });

  test('a search lists every hit, and keys go from one to the next', async ({ page }) => {
    const portolanWindow = await open(page, 'log=a-zlib-long');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('WARNING:');
    const hits = page.getByRole('listbox', { name: 'Lines that match' });
    await expect(page.getByRole('complementary', { name: 'Matches' })).toContainText('201 lines');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/line=\d+/);
    const first = await numberOf(page.locator('.log-line[data-current]'));
    await expect(line(page, first).locator('.log-mark')).toHaveText('warning:');
    await page.keyboard.press('F3');
    await expect(page.locator('.log-line[data-current]')).not.toHaveAttribute('data-line', String(first));
    await page.keyboard.press('Shift+F3');
    await expect(line(page, first)).toHaveAttribute('data-current', 'true');
    await hits.focus();
    await page.keyboard.press('End');
    await expect(hits.getByRole('option', { selected: true })).toContainText('warning');
    await hits.getByRole('option').first().click();
    await expect(page.locator('.log-line[data-current] .log-mark')).toBeVisible();

    await page.getByRole('button', { name: 'Match case' }).click();
    await expect(page.getByRole('complementary', { name: 'Matches' })).toContainText('0 lines');
    await page.getByRole('button', { name: 'Match case' }).click();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByRole('searchbox', { name: 'Search in the log' }).fill('tmp_1[0-4]’');
    await expect(page.getByRole('complementary', { name: 'Matches' })).toContainText(/^59 lines/);
    await page.getByRole('searchbox', { name: 'Search in the log' }).fill('(');
    await expect(page.getByRole('status').filter({ hasText: 'not a pattern' })).toBeVisible();
    portolanWindow.expectNoViolations();
  });

  test('an expression that runs away is stopped, and the window goes on', async ({ page }) => {
    await open(page, 'log=a-lua-bad&line=3000');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByRole('searchbox', { name: 'Search in the log' }).fill('^(([a-z_0-9/. =+-]+)+)+#$');
    await expect(page.getByRole('alert')).toContainText('takes too long', { timeout: 60_000 });
    await page.getByRole('searchbox', { name: 'Search in the log' }).fill('undeclared');
    await expect(page.getByRole('complementary', { name: 'Matches' })).toContainText('1 line');
  });

  test('phases and their commands fold; colours are shown, and nothing of a log becomes HTML', async ({ page }) => {
    const portolanWindow = await open(page, 'screen=failures&select=lua');
    await portolanWindow.failure('lua').getByRole('button', { name: 'Open the log of lua' }).click();
    await expect(page.locator('.log-line[data-cause] .ansi-red.ansi-bold')).toContainText('error:');
    await page.keyboard.press('Shift+l');
    const head = (name: string): Locator => page.locator('.log-section').filter({ has: page.locator('strong', { hasText: new RegExp(`^${name}$`) }) });
    const phases = page.getByRole('group', { name: 'Phases of the build' });
    await phases.getByRole('button', { name: '%prep' }).click();
    await expect(head('%prep')).toBeInViewport();
    await expect(head('configure')).toHaveAttribute('aria-expanded', 'false');
    await expect(head('make')).toHaveAttribute('aria-expanded', 'true');
    await expect(head('configure')).toContainText('120 lines folded');
    await head('configure').click();
    await expect(page.locator('.log-line').filter({ hasText: 'checking for function_0...' })).toBeVisible();
    await head('configure').click();
    await expect(page.locator('.log-line').filter({ hasText: 'checking for function_0...' })).toHaveCount(0);
    await page.keyboard.press('Shift+l');
    portolanWindow.expectNoViolations();
  });

  test('a range has an address of its own, and is copied with its numbers', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, 'log=a-lua-bad&line=200-203');
    await expect(page.locator('.log-line[data-current]')).toHaveCount(4);
    await expect(line(page, 200)).toBeInViewport();
    await line(page, 204).getByRole('button').click({ modifiers: ['Shift'] });
    await expect(page).toHaveURL(/line=200-204/);
    await page.getByRole('log').focus();
    await page.keyboard.press('Shift+c');
    await expect(page.getByText('Lines 200 to 204 are in the clipboard.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')).toHaveLength(7);
    expect(copied).toContain('lua, attempt 3 on lpar-1 (failed');
    await page.keyboard.press('Shift+k');
    await expect(page.getByText('The link to lines 200 to 204 is in the clipboard.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/log=a-lua-bad&line=200-204/);
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page).toHaveURL(/line=201(&|$|#)/);
  });

  test('wrapping keeps the line that is looked at where it was', async ({ page }) => {
    await open(page, 'log=a-lua-bad&line=2500');
    const at = async (): Promise<number> => (await line(page, 2500).boundingBox())?.y ?? 0;
    await expect(line(page, 2500)).toContainText('gcc');
    const before = await at();
    await page.setViewportSize({ width: 760, height: 800 });
    await page.getByRole('log').focus();
    await page.keyboard.press('w');
    await expect(page.getByRole('log')).toHaveAttribute('data-wrap', 'true');
    expect((await line(page, 2500).boundingBox())?.height).toBeGreaterThan(20);
    expect(Math.abs((await at()) - before)).toBeLessThan(2);
    await page.keyboard.press('w');
    await expect(page.getByRole('log')).not.toHaveAttribute('data-wrap');
  });

  test('it is saved byte for byte', async ({ page }) => {
    await open(page, 'log=a-zlib-long');
    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Save the log as a file' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('zlib-attempt-1-lpar-1.log');
    const original = join(project, '.portolan', 'logs', 'a-zlib-long.log');
    const copy = await saved.path();
    expect((await stat(copy)).size).toBe((await stat(original)).size);
    expect((await readFile(copy)).equals(await readFile(original))).toBe(true);
  });

  test('compared with the last good build only the difference shows', async ({ page }) => {
    const portolanWindow = await open(page, 'log=a-lua-bad&line=3173');
    await page.getByRole('log').focus();
    await page.keyboard.press('Shift+d');
    const rivals = page.getByRole('menu', { name: 'Compare with' }).getByRole('menuitem');
    await expect(rivals.first()).toContainText('last good one');
    await rivals.filter({ hasText: 'lua · 1' }).click();
    await expect(page).toHaveURL(/compare=a-lua-good/);
    const lines = page.locator('.compare-line');
    await expect(lines.filter({ hasText: ERROR })).toHaveAttribute('data-step', 'added');
    await expect(lines.filter({ hasText: 'All 60 tests passed' }).or(lines.filter({ hasText: '+ make check' })).first()).toHaveAttribute('data-step', 'removed');
    await expect(page.getByText(/lines the same/).first()).toBeVisible();
    await page.keyboard.press('F7');
    await expect(page.getByRole('status').filter({ hasText: /^\d+ of \d+ differences$/ })).toBeVisible();
    await expect(page.locator('.compare-line[data-current]')).toBeInViewport();
    await page.locator('.compare-gap button').first().click();
    await page.getByRole('button', { name: 'Swap the compared logs' }).click();
    await expect(page).toHaveURL(/log=a-lua-good&compare=a-lua-bad/);
    await expect(lines.filter({ hasText: ERROR })).toHaveAttribute('data-step', 'removed');
    const { violations } = await new AxeBuilder({ page }).include('.log').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.getByRole('button', { name: 'End comparison' }).click();
    await expect(page).not.toHaveURL(/compare=/);
    portolanWindow.expectNoViolations();
  });

  test('two builds of the same that went the same differ in nothing', async ({ page }) => {
    await open(page, 'log=a-lua-same&compare=a-lua-good');
    await expect(page.getByText('No difference of substance').first()).toBeVisible({ timeout: 20_000 });
  });
});
