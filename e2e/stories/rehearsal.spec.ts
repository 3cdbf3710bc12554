import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { serve, type Served } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { stopTheClock, writeRehearsedProject } from '../support/rehearsed-project.ts';

/** A port in the middle of its work, for whoever wants to learn it: a whole distribution with a simulated past. */
test.describe('a rehearsed distribution', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  test.describe.configure({ timeout: 300_000 });
  let project = '';
  let served: Served;

  test.beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'portolan-rehearsed-'));
    await writeRehearsedProject(project, { failures: 40, clusters: 6, older: 0 });
    served = await serve(project);
  });
  test.afterAll(async () => {
    await served.stop();
    await rm(project, { recursive: true, force: true });
  });

  test('stands as it was left, says that it is a simulation, and goes on when a failure is cured', async ({ page }) => {
    const portolanWindow = new PortolanWindow(page);
    await stopTheClock(page);
    await portolanWindow.open(served.operatorUrl);
    await expect(portolanWindow.strip).toContainText('SIMULATION');
    await expect(portolanWindow.strip).toContainText('10/10 builders', { timeout: 60_000 });
    await portolanWindow.expectCount('failed', 40);
    portolanWindow.expectNoViolations();
  });
});
