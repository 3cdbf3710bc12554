import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test, type Locator } from '@playwright/test';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { attemptsOf } from '../support/attempts-of.ts';
import { portolan, serve, type Served } from '../support/portolan.ts';
import { writeStarterProject } from '../support/starter-project.ts';

const PATCH = `From 1 Mon Sep 17 00:00:00 2001
Subject: [PATCH] Tell the port that s390x is there

---
 src/lj_arch.h | 1 +
--- a/src/lj_arch.h
+++ b/src/lj_arch.h
@@ -1,2 +1,3 @@
 #ifndef _LJ_ARCH_H
+#define LJ_ARCH_S390X 1
 #define _LJ_ARCH_H
`;
/** A simulated build takes seconds. */
const SOON = 60_000;

/**
 * The life of a port fix, on the simulated fleet: one is offered, looked at and applied; a patch is added and checked; both
 * stand in the debt ledger, and one is tried to do without.
 */
test.describe.serial('port fixes', () => {
  test.setTimeout(180_000);
  let folder = '';
  let project = '';
  let served: Served;
  let portolanWindow: PortolanWindow;
  // A cache of its own has no root of emulated builders in it, so that the practice fleet is the simulation.
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, PORTOLAN_CACHE: join(folder, 'cache') });

  test.beforeAll(async ({ browser }) => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-port-fixes-'));
    project = join(folder, 'port');
    await writeStarterProject(project);
    served = await serve(project, env());
    const page = await browser.newPage();
    portolanWindow = new PortolanWindow(page);
    await portolanWindow.open(served.operatorUrl);
  });
  test.afterAll(async () => {
    await portolanWindow.page.close();
    await served.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const form = (name: string): Locator => portolanWindow.drawer(name).getByRole('form', { name: /port fix of/ });
  const ledgerRow = (name: string): Locator => portolanWindow.page.getByRole('table', { name: 'Debt ledger' }).getByRole('row').filter({ has: portolanWindow.page.locator(`[data-debt="${name}"]`) });

  test('everything is built, and two packages fail', async () => {
    await expect(portolanWindow.strip).toContainText('SIMULATION', { timeout: SOON });
    await expect(portolanWindow.strip).toContainText('3/3 builders', { timeout: SOON });
    await portolanWindow.page.getByRole('button', { name: 'Build all' }).click();
    await portolanWindow.expectCount('failed', 2, SOON);
  });

  test('the offered fix shows the one line of what a builder runs that changes, and is applied with an owner, as debt', async () => {
    await portolanWindow.select('lua');
    const offer = portolanWindow.drawer('lua').getByRole('region', { name: 'Offered port fixes' });
    await expect(offer.getByLabel('What a builder runs, before and after')).toHaveText(/^\+\s*new:\s*--define 'simd_flags %\{nil\}'\s*$/);
    await offer.getByRole('button', { name: 'Preview and edit…' }).click();
    await expect(form('lua').getByLabel('What a builder runs, before and after')).toContainText('SPECS/lua.spec');
    const below = form('lua').getByRole('button', { name: 'Apply and rebuild' });
    const stands = await below.boundingBox();
    await form('lua').getByLabel('Owner').fill('ada');
    // The preview is asked for anew, and nothing under the pointer moves while it is on its way or when it comes.
    expect(await below.boundingBox()).toEqual(stands);
    await expect(form('lua').getByLabel('What a builder runs, before and after')).toContainText('SPECS/lua.spec');
    expect(await below.boundingBox()).toEqual(stands);
    await form('lua').getByLabel('It must go again').check();
    await form('lua').getByRole('button', { name: 'Apply and rebuild' }).click();
    await portolanWindow.expectState('lua', 'in repo, provisional', SOON);
    expect(await readFile(join(project, 'portolan.yaml'), 'utf8')).toContain('owner: ada');
  });

  test('a patch that reaches out of the tree is refused; a good one is checked on a builder before it is kept', async () => {
    await portolanWindow.select('luajit');
    await portolanWindow.page.keyboard.press('Shift+X');
    await form('luajit').getByLabel('Kind').selectOption('patch');
    const choose = (text: string): Promise<void> => form('luajit').getByLabel('Patch file').setInputFiles({ name: '0001-s390x.patch', mimeType: 'text/x-patch', buffer: Buffer.from(text) });
    await choose(PATCH.replace('+++ b/src', '+++ b/../../src'));
    await expect(form('luajit').getByRole('alert')).toContainText('leads out of the source tree');
    await choose(PATCH);
    await expect(form('luajit')).toContainText('patches/luajit/0001-s390x.patch changes 1 file in 1 hunk (+1 −0)');
    await form('luajit').getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(form('luajit')).toContainText('Say why it is needed');
    await form('luajit').getByLabel('Reason').fill('Its headers do not know the machine');
    await form('luajit').getByRole('button', { name: 'Check that it applies' }).click();
    await expect(form('luajit').getByRole('status')).toContainText('it applies', { timeout: SOON });
    await form('luajit').getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(portolanWindow.drawer('luajit').getByRole('region', { name: 'Port fixes', exact: true })).toContainText('patch 0001-s390x.patch');
    expect(await readFile(join(project, 'patches', 'luajit', '0001-s390x.patch'), 'utf8')).toBe(PATCH);
    await portolanWindow.expectState('luajit', 'failed');
  });

  test('the debt ledger has both, and says what was built on top', async () => {
    await portolanWindow.expectCount('in-repo', 8, SOON);
    await portolanWindow.page.keyboard.press('5');
    await expect(ledgerRow('lua')).toContainText(/macro simd_flags = %\{nil\}.*ada.*today.*not tried/);
    await expect(ledgerRow('luajit')).toContainText(/patch 0001-s390x\.patch.*failed|failed.*patch 0001-s390x\.patch/);
    const json = JSON.parse(await portolan(['debt', '--project', project, '--json'], env())) as readonly { source: string; onTop: { names: readonly string[] } }[];
    expect(json.find(({ source }) => source === 'lua')?.onTop.names).toContain('lua-filesystem');
  });

  test('a fix that is still needed is found out by trying, and the package stays as it was', async () => {
    const before = (await attemptsOf(project)).length;
    await ledgerRow('lua').getByRole('button', { name: 'Try without it' }).click();
    await expect(ledgerRow('lua')).toContainText('still needed', { timeout: SOON });
    await ledgerRow('lua').getByRole('button', { name: 'lua', exact: true }).click();
    await expect(portolanWindow.drawer('lua').getByRole('region', { name: 'Attempts' })).toContainText('scratch: without macro simd_flags = %{nil}');
    await portolanWindow.expectState('lua', 'in repo, provisional');
    expect((await attemptsOf(project)).length).toBe(before + 1);
  });

  test('a fix is removed, and one click brings it back with its patch', async () => {
    const file = join(project, 'patches', 'luajit', '0001-s390x.patch');
    await ledgerRow('luajit').getByRole('button', { name: 'Remove' }).click();
    await expect(ledgerRow('luajit')).toHaveCount(0);
    await expect.poll(() => readFile(file, 'utf8').catch(() => null)).toBeNull();
    await portolanWindow.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click();
    await expect(ledgerRow('luajit')).toHaveCount(1);
    expect(await readFile(file, 'utf8')).toBe(PATCH);
    portolanWindow.expectNoViolations();
  });
});
