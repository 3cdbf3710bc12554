import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { serve, type Served } from '../support/portolan.ts';
import { writeStarterProject } from '../support/starter-project.ts';

/** Who knows where they want to go types at once, before all of the window has come. */
test.describe('the palette, asked for before it is there', () => {
  let folder = '';
  let served: Served;
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-palette-'));
    const project = join(folder, 'port');
    await writeStarterProject(project);
    served = await serve(project, { ...process.env, PORTOLAN_CACHE: join(folder, 'cache') });
  });
  test.afterAll(async () => {
    await served.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('has what was typed meanwhile, and Escape takes the wish back', async ({ page }) => {
    const came = Promise.withResolvers<null>();
    await page.route('**/assets/dialogs-*.js', async (route) => {
      await came.promise;
      await route.continue();
    });
    const portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.readerUrl);
    const field = page.getByPlaceholder(/^What to do/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nothing');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('luajx');
    await page.keyboard.press('Backspace');
    await expect(field).toHaveCount(0);
    came.resolve(null);
    await expect(field).toHaveValue('luaj');
    await expect(field).toBeFocused();
    await page.keyboard.type('it');
    await expect(page.getByRole('option', { name: /luajit/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/select=luajit/);
    portolanWindow.expectNoViolations();
  });
});
