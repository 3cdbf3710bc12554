import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { haveReference } from '../support/reference-project.ts';
import { writeRehearsedProject } from '../support/rehearsed-project.ts';

/** Builds of the simulation take seconds each, on a machine that may be small. */
const LONG = 3 * 60_000;

/**
 * The desk in the morning after a night in which 40 packages failed in 6 ways. A simulated port of a whole distribution:
 * its fleet is there, so what is rebuilt is really built again, by the simulation.
 */
test.describe.serial('the morning after', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  test.setTimeout(2 * LONG);

  let project = '';
  let served: Served;
  let page: Page;
  let desk: PortolanWindow;

  /** “No verdict 12”, as the tabs say. */
  const withoutVerdict = async (): Promise<number> => Number((await page.getByRole('tab', { name: /^No verdict/ }).innerText()).replace(/\D/g, ''));
  const dialog = (title: string | RegExp) => page.getByRole('dialog', { name: title });
  const messages = () => page.getByRole('region', { name: 'Messages' });

  test.beforeAll(async ({ browser }) => {
    project = await mkdtemp(join(tmpdir(), 'portolan-morning-'));
    await writeRehearsedProject(project, { failures: 40, clusters: 6, older: 0, until: new Date().toISOString() });
    served = await serve(project);
    page = await (await browser.newContext()).newPage();
    desk = new PortolanWindow(page);
    await desk.open(served.operatorUrl);
  });
  test.afterAll(async () => {
    await page.context().close();
    await served.stop();
    await rm(project, { recursive: true, force: true });
  });

  test('a porter sees what failed over night: 40 packages in 6 clusters, what holds up most first', async () => {
    await expect(desk.strip).toContainText('SIMULATION');
    await page.keyboard.press('2');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('40 failed packages in 6 clusters');
    await expect(page.getByRole('tab', { name: /^New/ })).toContainText('40');
    const held = (await desk.failures.locator('.cluster-holds > strong').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
    expect(held).toHaveLength(6);
    expect(held).toEqual(held.toSorted((a, b) => b - a));
  });

  test('says once who sits there', async () => {
    await page.keyboard.press('o');
    await expect(dialog('Who are you?')).toBeVisible();
    await page.keyboard.type('ada');
    await page.keyboard.press('Enter');
    await expect(dialog('Who are you?')).toBeHidden();
  });

  test('judges all 40 without a mouse, a cluster at a time, and each wish says first what it does', async () => {
    for (let round = 0; round < 6; round += 1) {
      const left = await withoutVerdict();
      await page.keyboard.press('n');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('v');
      const verdict = dialog(/^Verdict on/);
      await expect(verdict).toBeVisible();
      await page.keyboard.type(`Known since round ${round}`);
      await expect(verdict.getByRole('list', { name: 'What it will do' })).toContainText('gets the verdict');
      await page.keyboard.press('Control+Enter');
      await expect(verdict).toBeHidden();
      await expect.poll(withoutVerdict).toBeLessThan(left);
    }
    expect(await withoutVerdict()).toBe(0);
    await expect(page.getByRole('tab', { name: /^Mine/ })).toContainText('40');
  });

  test('takes a wish back that went too far', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    const leaving = dialog(/^Leave out/);
    await leaving.getByRole('textbox').fill('Not today');
    await page.keyboard.press('Control+Enter');
    await expect(leaving).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/^40 /);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('40 failed packages in 6 clusters');
  });

  test('mends a cluster with the port fix that is offered, and it is built', async () => {
    const head = await desk.openCluster('Compiler flags of another architecture');
    const names = await desk.failures.locator('[data-source]').evaluateAll((rows) => rows.flatMap((row) => row.getAttribute('data-source') ?? []));
    await head.focus();
    await page.keyboard.press('p');
    const fixing = dialog(/with a port fix$/);
    await fixing.getByRole('button', { name: /simd_flags/ }).press('Enter');
    await expect(fixing.getByRole('list', { name: 'What it will do' })).toContainText('gets macro simd_flags = %{nil} and is queued');
    await page.keyboard.press('Control+Enter');
    await expect(messages()).toContainText('given a port fix and queued');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${40 - names.length} failed packages in 5 clusters`, { timeout: LONG });
    await expect.poll(() => portolan(['why', names[0] ?? '', '--project', project]), { timeout: LONG }).toContain('in repo');
  });

  test('no screen has a serious accessibility violation, the dialogs included', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('v');
    await expect(dialog(/^Verdict on/)).toBeVisible();
    const problems = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    };
    expect(await problems()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    expect(await problems()).toEqual([]);
  });

  test('an engineer builds a cluster again, thinks better of it, and the builds are ended', async () => {
    const head = await desk.openCluster('Assembly or intrinsics of another architecture');
    const before = await page.getByRole('heading', { level: 1 }).innerText();
    await head.focus();
    await page.keyboard.press('r');
    const again = dialog(/^Rebuild/);
    await expect(again.getByRole('list', { name: 'What it will do' })).toContainText('is queued');
    await page.keyboard.press('Control+Enter');
    await expect(messages()).toContainText('queued again');
    await page.keyboard.press('Control+z');
    await expect(messages()).toContainText('Taken back');
    await expect(desk.strip).toContainText('0 building', { timeout: LONG });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(before, { timeout: LONG });
  });

  test('an engineer puts a builder into quarantine and takes that back', async () => {
    await desk.goTo('Fleet');
    const builder = page.getByRole('listitem', { name: 'Builder zvm-03' });
    await builder.getByRole('button', { name: 'Actions for zvm-03' }).click();
    await page.getByRole('menuitem', { name: 'Quarantine' }).click();
    await expect(builder).toContainText('in quarantine');
    await expect(desk.strip).toContainText('9/10 builders');
    await messages().getByRole('button', { name: 'Undo' }).last().click();
    await expect(desk.strip).toContainText('10/10 builders');
    desk.expectNoViolations();
  });

  test('with 200 % zoom everything is there and nothing runs out of the window', async () => {
    await page.setViewportSize({ width: 640, height: 400 });
    for (const screen of ['Chart', 'Failures', 'Fleet', 'Project'] as const) {
      await desk.goTo(screen);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, screen).toBeLessThanOrEqual(0);
    }
  });
});
