import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect as soon, test, type Locator, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { serve, type Served } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { writeRehearsedProject } from '../support/rehearsed-project.ts';

/** The first picture starts elk's worker, which a loaded machine takes its time for. */
const expect = soon.configure({ timeout: 60_000 });

/** What a screen reader would be told that the keys are on. */
async function told(picture: Locator): Promise<string> {
  const active = await picture.getAttribute('aria-activedescendant');
  return (await picture.page().locator(`[id="${active ?? ''}"]`).textContent()) ?? '';
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/**
 * A porter's way through a large port without a mouse: from what failed to what it holds up and back along the path, into
 * the big cycle, and out again with the list in hand. The port is a whole distribution with a simulated past.
 */
test.describe.serial('the views of the Chart', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  // A whole distribution and axe on each view: a loaded machine needs its time.
  test.setTimeout(300_000);
  let project = '';
  let served: Served;
  let page: Page;
  let portolanWindow: PortolanWindow;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    project = await mkdtemp(join(tmpdir(), 'portolan-views-'));
    await writeRehearsedProject(project, { failures: 40, clusters: 6 });
    served = await serve(project);
    const context = await browser.newContext();
    page = await context.newPage();
    portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.operatorUrl);
  });
  test.afterAll(async () => {
    await page.context().close();
    await served.stop();
    await rm(project, { recursive: true, force: true });
  });

  let failed = '';

  test('“What failed” lists the failures, those that hold up most first', async () => {
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'What failed' }).click();
    const grid = page.getByRole('grid', { name: 'Packages' });
    await expect(grid.getByRole('columnheader', { name: 'Wait for it' })).toHaveAttribute('aria-sort', 'descending');
    await expect(grid.getByRole('row').nth(1)).toContainText('failed');
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    failed = (await grid.getByRole('row', { selected: true }).getByRole('gridcell').first().textContent()) ?? '';
    await expect(portolanWindow.drawer(failed)).toBeVisible();
    await expectAccessible(page);
  });

  test('among its neighbours the arrow keys lead to what needs it', async () => {
    await page.keyboard.press('n');
    const picture = page.getByRole('listbox', { name: `Neighbours of ${failed}` });
    await expect(page.getByTestId('neighbours')).toHaveAttribute('data-drawn', 'true');
    await expectAccessible(page);
    await picture.focus();
    expect(await told(picture)).toContain(`${failed}, failed`);
    await page.keyboard.press('ArrowRight');
    expect(await told(picture)).toContain(`needs ${failed}`);
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(new RegExp(`select=${failed}(&|$)`));
  });

  test('from there the path leads back to the failure, and its log opens', async () => {
    await page.keyboard.press('p');
    const picture = page.getByRole('listbox', { name: /^What holds .* up$/ });
    await expect(page.getByTestId('path')).toHaveAttribute('data-drawn', 'true');
    await expectAccessible(page);
    await picture.focus();
    for (let step = 0; step < 20 && !(await told(picture)).startsWith(`${failed},`); step++) await page.keyboard.press('PageUp');
    expect(await told(picture)).toMatch(new RegExp(`^${failed}, failed, .*step \\d of \\d`));
    await page.keyboard.press('Enter');
    await expect(portolanWindow.drawer(failed)).toBeVisible();
    await expect(portolanWindow.drawer(failed).locator('.drawer-why')).toContainText('failed');
    await page.keyboard.press('l');
    await expect(page.getByRole('region', { name: 'Log' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  test('why one package needs another is told with what is required at each step', async () => {
    await page.getByRole('combobox', { name: 'From' }).fill('gnome-shell');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'to', exact: true }).fill('zlib');
    await page.keyboard.press('Enter');
    await expect(page.getByText('gnome-shell needs zlib in 2 steps, by BuildRequires.')).toBeVisible();
    await expect(page).toHaveURL(/from=gnome-shell&to=zlib/);
    await page.getByRole('button', { name: 'Rows' }).click();
    const rows = page.getByRole('grid', { name: 'Why gnome-shell needs zlib' });
    await expect(rows.getByRole('row').filter({ hasText: 'glib2' }).first()).toContainText('gnome-shell needs it by glib2-devel');
    await expectAccessible(page);
    await page.keyboard.press('Shift+t');
    await expect(page.getByTestId('path')).toBeVisible();
  });

  test('the big cycle is folded into bundles, and one of them opens', async () => {
    await portolanWindow.select('bash');
    await page.keyboard.press('y');
    const picture = page.getByRole('listbox', { name: 'Cycle of 1,050 packages' });
    const cycle = page.getByTestId('cycle');
    await expect(cycle).toHaveAttribute('data-drawn', 'true');
    await expect(page.getByText(/^shortest way round: bash → .* → bash$/)).toBeVisible();
    await expectAccessible(page);
    const before = Number(await cycle.getAttribute('data-nodes'));
    const drawn = before + Number(await cycle.getAttribute('data-edges'));
    expect(drawn).toBeLessThanOrEqual(300);
    await picture.focus();
    await page.keyboard.press('End');
    expect(await told(picture)).toMatch(/^Bundle, .*Enter opens it\.$/);
    await page.keyboard.press('Enter');
    await soon.poll(async () => Number(await cycle.getAttribute('data-nodes')), { timeout: 60_000 }).toBeGreaterThan(before);
    await expect(cycle).toHaveAttribute('data-drawn', 'true');
    await expect(picture).toBeFocused();
  });

  test('the filter completes what is typed, and says what it does not understand', async () => {
    await page.keyboard.press('t');
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: 'Filter packages' });
    await page.keyboard.press('Escape');
    await box.focus();
    await page.keyboard.type('class:');
    await expect(page.getByRole('option', { name: /class:byte-order/ })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const chip = page.getByRole('button', { name: 'Take class:byte-order out of the filter' });
    await expect(chip).toBeVisible();
    await page.keyboard.type('colour:red ');
    await expect(page.getByRole('button', { name: /^colour:red is passed over\. There is no “colour:”/ })).toBeVisible();
    await page.keyboard.press('Backspace');
    await expect(page).toHaveURL(/filter=class%3Abyte-order(&|$)/);
    await page.keyboard.type('state:failed owner:me ');
    await expect(page.getByRole('button', { name: /^owner:me is passed over/ })).toBeVisible();
    await page.keyboard.press('Backspace');
    await expect(box).toHaveValue('');
    await expect(chip).toBeVisible();
  });

  test('the place is saved under a name, and found again in the palette', async () => {
    const grid = page.getByRole('grid', { name: 'Packages' });
    await grid.getByRole('button', { name: 'Source package' }).click();
    await expect(grid.getByRole('columnheader', { name: 'Source package' })).toHaveAttribute('aria-sort', 'ascending');
    await grid.focus();
    await page.keyboard.press('s');
    await page.getByPlaceholder('Name of the view').fill('Byte order by name');
    await page.keyboard.press('Enter');
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.reload();
    await portolanWindow.expectReady();
    await page.keyboard.press('Control+k');
    await expect(page.getByPlaceholder(/^What to do/)).toBeFocused();
    await page.keyboard.type('Byte order by');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/view=table&(?:select=[^&]+&)?filter=class%3Abyte-order\+state%3Afailed&sort=name/);
  });

  test('what is listed is exported as it stands, and what is marked can be acted on', async () => {
    const grid = page.getByRole('grid', { name: 'Packages' });
    await expect(grid.getByRole('row').nth(1)).toBeVisible();
    const count = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export the rows as CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('enterprise-linux-7.3-for-ibm-z-packages.csv');
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('Source package,State,Version,Failed of,Wait for it,Needs,Rank,Cycle of,Last took,Owner,Flags');
    expect(lines).toHaveLength(count + 2);
    const names = lines.slice(1, -1).map((line) => line.split(',')[0] ?? '');
    expect(names).toEqual(names.toSorted(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^[^,]+,("failed, triaged"|failed),[^,]+,byte-order,/);

    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText(`3 marked of ${count}`)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Build or rebuild', exact: true }).click();
    await expect(page.getByText('3 queued.')).toBeVisible();
    portolanWindow.expectNoViolations();
  });
});
