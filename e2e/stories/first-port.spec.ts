import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test, type Browser } from '@playwright/test';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';

import type { PortolanWindow } from '../pages/portolan-window.ts';
import { attemptsOf } from '../support/attempts-of.ts';
import { HOSTS, type OpenedPort } from '../support/hosts.ts';
import { portolan } from '../support/portolan.ts';
import { BuilderLog, lackOfGuests, repositoryUrl } from '../support/practice-guests.ts';
import { judgeGeneration } from '../support/published-rpms.ts';
import { writeStarterProject } from '../support/starter-project.ts';

/** Emulation is slow, and the machine may be small. */
const LONG = 20 * 60_000;

const lack = await lackOfGuests();

/**
 * The first port, as a person makes it: the starter is opened, everything is built on emulated s390x builders, two
 * packages fail, one is left out and one is cured, and everything that is portable ends in the repository. In between
 * the program is killed, and nothing is lost.
 */
for (const host of HOSTS) test.describe.serial(`the first port ${host.name}`, () => {
  test.skip(host.lack !== null, host.lack ?? '');
  test.skip(lack !== null, lack ?? '');
  test.setTimeout(LONG);

  let project = '';
  let opened: OpenedPort;
  let portolanWindow: PortolanWindow;
  const builderLogs = new Map<string, BuilderLog>();

  async function openWindow(browser: Browser): Promise<void> {
    opened = await host.open(project, browser);
    portolanWindow = opened.window;
  }

  test.beforeAll(async ({ browser }) => {
    project = await mkdtemp(join(tmpdir(), 'portolan-first-port-'));
    await writeStarterProject(project);
    await openWindow(browser);
  });
  test.afterAll(async () => {
    for (const log of builderLogs.values()) await log.stop();
    await opened.stop();
    await portolan(['practice', 'down']);
    await rm(project, { recursive: true, force: true });
  });

  test('the starter opens with its builders ready', async () => {
    await expect(portolanWindow.strip).toContainText('3/3 builders', { timeout: 60_000 });
    await expect(portolanWindow.strip).not.toContainText('SIMULATION');
    await expect(portolanWindow.map).toHaveAttribute('data-packages', '10', { timeout: 60_000 });
  });

  test('Build all: builders work in parallel, and the map fills', async () => {
    await portolanWindow.page.getByRole('button', { name: 'Build all' }).click();
    await expect(portolanWindow.map).toHaveAttribute('data-counts', /building:[23]/, { timeout: LONG });
  });

  test('luajit and lua fail, and Failures says why and what they hold up', async () => {
    await portolanWindow.expectCount('failed', 2, LONG);
    await portolanWindow.goTo('Failures');
    const noPort = await portolanWindow.openCluster('No port to this architecture');
    await expect(noPort).toContainText('No support for this architecture (yet)');
    await expect(portolanWindow.failure('luajit').locator('.failure-holds')).toHaveText('1');
    const flags = await portolanWindow.openCluster('Compiler flags of another architecture');
    await expect(flags).toContainText("unrecognized command-line option '-msse2'");
    await expect(portolanWindow.failure('lua').locator('.failure-holds')).toHaveText('4');
    await portolanWindow.goTo('Chart');
  });

  test('the program is killed in the middle of two builds, and takes both up again', async ({ browser }) => {
    const underWay = async (): Promise<readonly AttemptRow[]> => (await attemptsOf(project)).filter(({ state }) => state === 'building');
    await expect.poll(async () => (await underWay()).length, { timeout: LONG }).toBeGreaterThanOrEqual(2);
    for (const { id, builder } of await underWay()) if (builder !== null) builderLogs.set(id, await BuilderLog.follow(builder, id));
    await opened.kill();
    await openWindow(browser);
  });

  test('one is left out with a reason, as is what needs it; the other is cured by the offered fix', async () => {
    for (const [name, reason] of [['luajit', 'Its code generator has no port to s390x'], ['lua-ljsyscall', 'It needs luajit']] as const) {
      await portolanWindow.select(name);
      await portolanWindow.drawer(name).getByRole('button', { name: 'Leave out…' }).click();
      await portolanWindow.drawer(name).getByLabel('Reason for leaving it out').fill(reason);
      await portolanWindow.drawer(name).getByRole('button', { name: 'Leave out', exact: true }).click();
      await portolanWindow.expectState(name, 'left out');
    }
    await portolanWindow.select('lua');
    const drawer = portolanWindow.drawer('lua');
    await expect(drawer.getByRole('region', { name: 'Offered port fixes' })).toContainText('simd_flags');
    await drawer.getByRole('button', { name: 'Apply and rebuild' }).click();
    await portolanWindow.expectState('lua', 'in repo', LONG);
  });

  test('everything portable is in the repository, and rpm and dnf agree', async () => {
    await expect(portolanWindow.map).toHaveAttribute('data-counts', /^(left-out:2 in-repo:8|in-repo:8 left-out:2)$/, { timeout: LONG });
    await expect(portolanWindow.strip).toContainText('80.0 %');
    const repository = await repositoryUrl();
    const { rpms, unsatisfied } = await judgeGeneration(`${repository}/latest`);
    expect(new Set(rpms.map(({ arch }) => arch))).toEqual(new Set(['s390x', 'noarch']));
    expect(rpms.map(({ name }) => name)).toEqual(expect.arrayContaining(['zlib', 'lua', 'lua-luassert', 'byacc']));
    expect(unsatisfied).toBe('');
  });

  test('nothing was built twice, and the logs are the builders’ own, byte for byte', async () => {
    const attempts = await attemptsOf(project);
    const built = attempts.filter(({ state }) => state === 'succeeded').map(({ source }) => source);
    expect(built.toSorted()).toEqual([...new Set(built)].toSorted());
    for (const [attempt, log] of builderLogs) {
      const ours = await readFile(join(project, '.portolan', 'logs', `${attempt}.log`));
      await expect.poll(() => log.bytes.length).toBe(ours.length);
      expect(log.bytes.equals(ours)).toBe(true);
    }
    expect((await readdir(join(project, '.portolan', 'logs'))).length).toBe(attempts.length);
    portolanWindow.expectNoViolations();
  });
});
