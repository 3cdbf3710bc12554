import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { writeCycleProject } from '../support/cycle-project.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { haveReference, writeReferenceProject } from '../support/reference-project.ts';

const cut = (page: Page, words: string): Locator => page.getByRole('row').filter({ has: page.getByRole('button', { name: words, exact: true }) });

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

/** Three packages that need each other all round, by keyboard: seen, understood, and cut. */
test('a small cycle is cut where its spec says that it can be, and that is debt', async ({ page }) => {
  const project = await mkdtemp(join(tmpdir(), 'portolan-cycle-'));
  let served: Served | null = null;
  try {
    await writeCycleProject(project);
    served = await serve(project);
    const portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.operatorUrl);
    await page.keyboard.press('6');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 cycle');
    await expect(page.getByRole('region', { name: 'Cycle of 3' })).toContainText('3 sources need each other');
    await expect(cut(page, 'frob --without docs')).toContainText(/frob\.spec:4.*suspected: the bcond “docs” around it says so/);
    await expect(cut(page, 'doctool without python3-pytest')).toContainText(/doctool\.spec:3.*test framework of Python, and %check mentions it \(line 8\)/);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'stage-0 binary of doctool' }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: 'frob --without docs' })).toBeFocused();
    await expect(portolanWindow.drawer('frob').getByRole('heading', { level: 2, name: 'frob' })).toBeVisible();
    await page.keyboard.press('Shift+A');
    await expect(cut(page, 'frob --without docs')).toContainText('holds');
    await expect(page.getByRole('region', { name: 'Cycle of 3' })).toContainText('2 sources still wait for each other');
    await expect(portolanWindow.drawer('frob').locator('.drawer-why')).not.toContainText('in a cycle');
    expect(await readFile(join(project, 'portolan.yaml'), 'utf8')).toMatch(/# Ours\.[^]*frob:[^]*kind: bcond, name: docs, enabled: false[^]*debt: true/);

    await page.getByRole('tab', { name: /^Proposed set/ }).click();
    await expect(page.getByRole('tabpanel', { name: 'Proposed set' })).toContainText('it comes apart: no cycle is left');
    await page.getByRole('tab', { name: 'Picture' }).click();
    await expect(page.getByRole('listbox', { name: 'Cycle of 3 packages' })).toBeVisible();
    await expect(page.getByTestId('cycle')).toHaveAttribute('data-drawn', 'true');
    await expectAccessible(page);
    await page.keyboard.press('5');
    await expect(page.getByRole('table', { name: 'Debt ledger' })).toContainText('--without docs');
    portolanWindow.expectNoViolations();
  } finally {
    await served?.stop();
    await rm(project, { recursive: true, force: true });
  }
});

test.describe('the cycles of a whole distribution', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  // A whole distribution and axe on it: a loaded machine needs its time.
  test.setTimeout(240_000);

  test('the largest is tried out, and what its sources that are noarch alone save is said', async ({ page }) => {
    const project = await mkdtemp(join(tmpdir(), 'portolan-cycles-'));
    let served: Served | null = null;
    try {
      await writeReferenceProject(project);
      const said: unknown = JSON.parse(await portolan(['cycles', 'ant', '--graph', 'direct', '--json', '--project', project]));
      expect(said).toMatchObject({ cycles: [{ row: { size: 918 }, proposed: { coreSizes: [439] } }] });

      served = await serve(project);
      const portolanWindow = new PortolanWindow(page);
      await portolanWindow.open(served.operatorUrl);
      await portolanWindow.goTo('Cycles');
      await page.getByRole('tab', { name: 'BuildRequires alone' }).click();
      await expect(page.getByRole('region', { name: 'Cycle of 918' })).toContainText('439 stay closed', { timeout: 60_000 });
      await expect(cut(page, 'import all 436 that are noarch only')).toContainText('439');
      await expect(page.getByRole('heading', { name: '23 need themselves' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Picture' }).click();
      await expect(page.getByTestId('cycle')).toHaveAttribute('data-drawn', 'true');
      portolanWindow.expectNoViolations();
    } finally {
      await served?.stop();
      await rm(project, { recursive: true, force: true });
    }
  });
});
