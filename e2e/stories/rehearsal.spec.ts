import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';
import { z } from 'zod';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { stopTheClock, writeRehearsedProject } from '../support/rehearsed-project.ts';

/** A busy machine plans and plays thousands of packages in minutes. */
const LONG = 600_000;
/** What of `portolan status --json` is looked at. */
const STATUS = z.object({ failures: z.array(z.object({ source: z.string(), attempt: z.object({ failureClass: z.string().nullable() }) })) });

/** A port in the middle of its work, for whoever wants to learn it: a whole distribution with a simulated past. */
test.describe('a rehearsed distribution', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  let project = '';
  let served: Served | undefined;
  /** A package that fails of another architecture's compiler flags. */
  let ofFlags = '';

  test.beforeAll(async () => {
    test.setTimeout(LONG);
    project = await mkdtemp(join(tmpdir(), 'portolan-rehearsed-'));
    await writeRehearsedProject(project, { failures: 40, clusters: 6, older: 0 });
    const { failures } = STATUS.parse(JSON.parse(await portolan(['status', '--project', project, '--json'])));
    ofFlags = failures.find(({ attempt }) => attempt.failureClass === 'architecture-flags')?.source ?? '';
    served = await serve(project);
  });
  test.afterAll(async () => {
    await served?.stop();
    await rm(project, { recursive: true, force: true });
  });

  test('stands as it was left, says that it is a simulation, and goes on when a failure is cured', async ({ page }) => {
    test.setTimeout(LONG);
    const portolanWindow = new PortolanWindow(page);
    await stopTheClock(page);
    await portolanWindow.open(served?.operatorUrl ?? '');
    await expect(portolanWindow.strip).toContainText('SIMULATION');
    await expect(portolanWindow.strip).toContainText('10/10 builders', { timeout: 60_000 });
    await portolanWindow.expectCount('failed', 40);

    await portolanWindow.select(ofFlags);
    const drawer = portolanWindow.drawer(ofFlags);
    await expect(drawer.getByRole('region', { name: 'Offered port fixes' })).toContainText('simd_flags');
    await drawer.getByRole('button', { name: 'Apply and rebuild' }).click();
    await portolanWindow.expectState(ofFlags, 'in repo', 120_000);
    await portolanWindow.expectCount('failed', 39);
    portolanWindow.expectNoViolations();
  });
});
