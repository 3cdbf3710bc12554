import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { z } from 'zod';

import { planSummary } from '#shared/contract/schemas/port.ts';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { HOSTS } from '../support/hosts.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { haveReference, writeReferenceProject } from '../support/reference-project.ts';

/** A whole distribution from its metadata alone: planned on the command line, seen on the Map. */
test.describe('the plan of a real distribution', () => {
  test.skip(!haveReference, 'needs the reference data (PORTOLAN_DATA)');
  let project = '';
  let served: Served;

  test.beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'portolan-distribution-'));
    await writeReferenceProject(project);
  });
  test.afterAll(async () => {
    await rm(project, { recursive: true, force: true });
  });

  test('the command line prints what must be built before what', async () => {
    const printed: unknown = JSON.parse(await portolan(['plan', '--project', project, '--json']));
    const plan = planSummary.parse(printed);
    expect(plan).toMatchObject({ sources: 2653, binaries: 9251, buildRequires: 19197 });
    expect(new Set(plan.unresolvable.map(({ source }) => source)).size).toBe(15);
    expect(plan.unresolvable).toContainEqual({ source: 'dwz', capability: 'elfutils-libelf-devel(ppc-32)' });
    expect(plan.components.direct[0]).toBe(918);
    expect(plan.components.closure[0]).toBeGreaterThan(1000);
    expect(z.number().parse(plan.ranks)).toBeGreaterThan(10);
  });

  for (const host of HOSTS) {
    test(`every package has its place on the Map, and a click tells what it needs and why it waits, ${host.name}`, async ({ browser }) => {
      test.skip(host.lack !== null, host.lack ?? '');
      const opened = await host.open(project, browser);
      const portolanWindow = opened.window;
      const { page } = portolanWindow;
      await expect(portolanWindow.map).toHaveAttribute('data-packages', '2653');
      await portolanWindow.expectCount('unresolvable', 23);
      await expect(portolanWindow.strip).toContainText('0.0 %');

      await portolanWindow.select('dwz');
      await portolanWindow.expectState('dwz', 'Nothing provides elfutils-libelf-devel(ppc-32)');
      await portolanWindow.select('bash');
      await portolanWindow.expectState('bash', 'Waits for');
      await expect(portolanWindow.drawer('bash').getByRole('region', { name: 'BuildRequires' })).toContainText('ncurses-devel');

      await portolanWindow.view('Neighbours');
      await expect(page.getByRole('listbox', { name: /^Neighbours of bash/ })).toBeVisible();
      await portolanWindow.view('Table');
      await page.getByRole('combobox', { name: 'Filter packages' }).fill('state:unresolvable');
      await expect(page.getByRole('grid', { name: 'Packages' })).toHaveAttribute('aria-rowcount', '24');
      portolanWindow.expectNoViolations();
      await opened.stop();
    });
  }

  test.describe('for those who open the address', () => {
    test.beforeAll(async () => {
      served = await serve(project);
    });
    test.afterAll(async () => {
      await served.stop();
    });

    test('whoever has only the reader’s address may look but not act', async ({ page }) => {
      const portolanWindow = new PortolanWindow(page);
      await portolanWindow.open(served.readerUrl);
      await expect(portolanWindow.strip).toContainText('READ-ONLY');
      await expect(page.getByRole('button', { name: 'Build all' })).toBeDisabled();
    });

    test('the first morning tells what is in the way before anything is built, by keyboard', async ({ page }) => {
      const portolanWindow = new PortolanWindow(page);
      await portolanWindow.open(served.operatorUrl);
      await page.keyboard.press('7');
      const topics = page.getByRole('navigation', { name: 'Topics' });
      await expect(topics.getByRole('button', { name: /How far it gets/ })).toContainText('23 cannot be resolved');
      await topics.getByRole('button', { name: /How far it gets/ }).focus();
      await page.keyboard.press('ArrowDown');
      const missing = page.getByRole('table', { name: 'What is missing' });
      await expect(missing.getByRole('row', { name: /libica-devel/ })).toContainText('the port has the source libica');
      await missing.getByRole('button', { name: 'openssl-ibmca' }).click();
      await expect(portolanWindow.drawer('openssl-ibmca')).toBeVisible();
      await expect(page).toHaveURL(/screen=morning.*topic=missing/);
      await topics.getByRole('button', { name: /initial base/ }).click();
      await expect(page.getByRole('region', { name: 'The initial base' })).toContainText('C library, bootstrap');
    });

    test('no screen has a serious accessibility violation', async ({ page }) => {
      const portolanWindow = new PortolanWindow(page);
      await portolanWindow.open(served.operatorUrl);
      await portolanWindow.select('bash');
      for (const screen of ['Chart', 'Failures', 'Fleet', 'Project', 'Debt', 'Cycles', 'First morning'] as const) {
        await portolanWindow.goTo(screen);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${screen}: ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      }
    });
  });
});
