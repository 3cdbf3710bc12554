import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { _electron, expect, test } from '@playwright/test';

import { hasDisplay } from '#electron/headless/start-decision.ts';
import { findElectron } from '#electron/headless/start-electron.ts';

import { PortolanWindow } from '../pages/portolan-window.ts';
import { ROOT } from '../support/portolan.ts';
import { haveReference, writeReferenceProject } from '../support/reference-project.ts';

const electron = await findElectron(join(ROOT, 'node_modules', 'electron'), process.platform, process.env);
const display = hasDisplay(process.platform, process.env);
const lack = electron.kind !== 'present' ? "needs Electron's program" : !display ? 'needs a display' : !haveReference ? 'needs the reference data (PORTOLAN_DATA)' : null;

/** The same window in Electron, with the same words. */
test('the desktop window shows the plan of a real distribution', async () => {
  test.skip(lack !== null, lack ?? '');
  const project = await mkdtemp(join(tmpdir(), 'portolan-desktop-'));
  await writeReferenceProject(project);
  const program = await _electron.launch({
    ...(electron.kind === 'present' ? { executablePath: electron.file } : {}),
    args: [ROOT, '--project', project, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const portolanWindow = new PortolanWindow(await program.firstWindow());
  await portolanWindow.expectReady();
  await expect(portolanWindow.map).toHaveAttribute('data-packages', '2653');
  await portolanWindow.select('dwz');
  await portolanWindow.expectState('dwz', 'Nothing provides elfutils-libelf-devel(ppc-32)');
  portolanWindow.expectNoViolations();
  await program.close();
  await rm(project, { recursive: true, force: true });
});
