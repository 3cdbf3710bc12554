import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test, type Locator } from '@playwright/test';

import { criticalPathAnswer } from '#shared/contract/schemas/foresight.ts';

import type { PortolanWindow } from '../pages/portolan-window.ts';
import { HOSTS, type OpenedPort } from '../support/hosts.ts';
import { portolan } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { writeRehearsedProject } from '../support/rehearsed-project.ts';

/** The packages in the repository, of those that the map shows: then, or now. */
async function shownInRepo(map: Locator): Promise<number> {
  const shown = (await map.getAttribute('data-shown')) ?? '';
  return Number(/(?:^| )in-repo:(\d+)/.exec(shown)?.[1] ?? '0');
}

for (const host of HOSTS) {
  /** The port of some days ago, on the map of today; and what the days ahead hang on. */
  test.describe.serial(`a port's past and what lies ahead, ${host.name}`, () => {
    test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
    test.skip(host.lack !== null, host.lack ?? '');
    let project = '';
    let opened: OpenedPort | null = null;
    let portolanWindow: PortolanWindow;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(300_000);
      project = await mkdtemp(join(tmpdir(), 'portolan-time-'));
      await writeRehearsedProject(project, { failures: 40, clusters: 6 });
      const port = await host.open(project, browser);
      opened = port;
      portolanWindow = port.window;
      await expect(portolanWindow.strip).toContainText('10/10 builders', { timeout: 60_000 });
    });
    test.afterAll(async () => {
      await opened?.stop();
      await rm(project, { recursive: true, force: true });
    });

    test('the past is replayed on the map while the strip stays with the present', async () => {
      const { page, map, strip } = portolanWindow;
      const present = (await strip.locator('.percent').textContent()) ?? '';
      await page.keyboard.press('h');
      const axis = page.getByRole('slider', { name: 'Instant that the map shows' });
      await axis.focus();
      await expect(map).toHaveAttribute('data-shown', /in-repo:/);
      const now = await shownInRepo(map);
      expect(`in-repo:${now}`).toBe(/in-repo:\d+/.exec((await map.getAttribute('data-counts')) ?? '')?.[0]);

      await page.keyboard.press('Home');
      await expect(page.getByText(/^As of \w+/).first()).toBeVisible();
      expect(await shownInRepo(map)).toBe(0);
      for (let step = 0; step < 8; step++) await page.keyboard.press('PageUp');
      await expect.poll(() => shownInRepo(map)).toBeGreaterThan(0);
      const then = await shownInRepo(map);
      expect(then).toBeLessThan(now);
      await page.keyboard.press(']');
      await expect(strip.locator('.percent')).toHaveText(present);
      await expect.poll(() => page.url()).toContain('at=');
      await expect(page.getByRole('group', { name: /^States/ })).not.toContainText(now.toLocaleString('en'));
    });

    test('an address has the instant, and Escape leads back to now', async () => {
      const { page, map } = portolanWindow;
      const at = await map.getAttribute('data-at');
      // The address follows a moment later.
      await expect.poll(() => Date.parse(new URL(page.url()).searchParams.get('at') ?? '')).toBe(Number(at));
      await page.reload();
      await portolanWindow.expectReady();
      await expect(map).toHaveAttribute('data-at', at ?? '');
      await expect.poll(() => shownInRepo(map)).toBeGreaterThan(0);
      await page.getByRole('slider', { name: 'Instant that the map shows' }).focus();
      await page.keyboard.press('Escape');
      await expect(map).not.toHaveAttribute('data-at', /./);
      expect(page.url()).not.toContain('at=');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('region', { name: 'Time' })).toBeHidden();
    });

    test('played, the past passes by until it is the present', async () => {
      const { page, map } = portolanWindow;
      await page.keyboard.press('h');
      await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '7 days/s' });
      await page.getByRole('slider', { name: 'Instant that the map shows' }).focus();
      await page.keyboard.press('Home');
      await expect(map).toHaveAttribute('data-at', /./);
      await page.getByRole('button', { name: 'Play the past', exact: true }).click();
      await expect(map).not.toHaveAttribute('data-at', /./);
      await expect(page.getByRole('button', { name: 'Play the past', exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Close the bar of time' }).click();
    });

    test('the critical path and what a build would free are said as on the command line', async () => {
      const { page } = portolanWindow;
      const chain = criticalPathAnswer.parse(JSON.parse(await portolan(['critical-path', '--project', project, '--json'])));
      await page.keyboard.press('k');
      const panel = page.getByRole('region', { name: 'Critical path' });
      await expect(panel.getByRole('option')).toHaveCount(chain.names.length);
      await page.keyboard.press('ArrowDown');
      const first = chain.names[0] ?? '';
      await expect(portolanWindow.drawer(first).getByRole('heading', { level: 2, name: first })).toBeVisible();

      await page.keyboard.press('i');
      const answer = page.getByRole('region', { name: 'What this would free' });
      await expect(answer.getByRole('status')).toHaveText((await portolan(['what-if', first, '--project', project])).trim());
      await page.keyboard.press('Escape');
      await expect(answer).toBeHidden();
      portolanWindow.expectNoViolations();
    });
  });
}
