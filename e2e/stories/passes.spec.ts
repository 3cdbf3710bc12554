import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { z } from 'zod';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { recordPackages } from '../support/recorded-packages.ts';
import { haveReference } from '../support/reference-project.ts';
import { writeRehearsedProject } from '../support/rehearsed-project.ts';

/** A busy machine plans and plays thousands of packages in minutes. */
const LONG = 600_000;
/** What of `portolan depth --json` is looked at. */
const DEPTHS = z.object({ counts: z.array(z.number()), rows: z.array(z.object({ source: z.string(), path: z.array(z.object({ depth: z.number() })) })) });

/** The pass that follows, from what it would do to the first package of it. */
test.describe('the second pass of a whole distribution', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');

  test('is shown before it is opened, and begins with everything ready', async ({ page }) => {
    test.setTimeout(LONG);
    const project = await mkdtemp(join(tmpdir(), 'portolan-passes-'));
    let served: Served | null = null;
    try {
      await writeRehearsedProject(project, { failures: 6, clusters: 2, older: 0 });
      await recordPackages(project, ['zlib-static']);
      const depths = DEPTHS.parse(JSON.parse(await portolan(['depth', '--json', '--project', project])));
      expect(depths.rows.length).toBeGreaterThan(1000);
      expect(depths.rows.every(({ path }) => path.at(-1)?.depth === 0)).toBe(true);
      const source = depths.rows.at(-1)?.source ?? '';

      served = await serve(project);
      const portolanWindow = new PortolanWindow(page);
      await portolanWindow.open(served.operatorUrl);
      await portolanWindow.select(source);
      await expect(portolanWindow.drawer(source).getByRole('region', { name: 'Depth' })).toContainText('depth');
      await page.keyboard.press('8');
      const differing = page.getByRole('grid', { name: 'Sources that differ from the reference' });
      await expect(differing.getByRole('row')).toHaveCount(2, { timeout: 60_000 });
      await differing.getByText('zlib', { exact: true }).click();
      await expect(page.getByRole('region', { name: 'What differs of zlib' })).toContainText('zlib-static');
      await expect(portolanWindow.drawer('zlib').getByRole('heading', { level: 2, name: 'zlib' })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await portolanWindow.select(source);
      await page.keyboard.press('4');
      const pass = page.getByRole('group', { name: 'Pass 2' });
      await expect(pass).toContainText('each in generation');
      await expect(pass).toContainText('keeps the build of pass 1');
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await pass.getByRole('button', { name: 'Open pass 2' }).click();
      await page.getByRole('button', { name: 'Take pass 2 back' }).click();
      await expect(portolanWindow.strip).toContainText(/pass 1/i);
      await pass.getByRole('button', { name: 'Open pass 2' }).click();
      await expect(page.getByRole('group', { name: 'Pass 3' })).toContainText('Nothing of pass 2 is in the repository');
      await expect(portolanWindow.strip).toContainText(/pass 2/i);
      await portolanWindow.expectState(source, 'ready');
      portolanWindow.expectNoViolations();
    } finally {
      await served?.stop();
      await rm(project, { recursive: true, force: true });
    }
  });
});
