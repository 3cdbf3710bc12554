import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { PortFix } from '#shared/contract/schemas/port-fix.ts';

import { applyFix, leaveOut } from './project-edits.ts';
import { ProjectFolder, type ProjectView } from './project-folder.ts';

const GOOD = 'portolan: 1\nname: Good # as the strip shows it\ntarget: { arch: s390x }\n';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-project-'));
  file = join(folder, 'portolan.yaml');
  await writeFile(file, GOOD);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const macro = (name: string): PortFix => ({ change: { kind: 'macro', name, value: '%{nil}' }, reason: 'x86 only', debt: true });

test('of two fixes that are applied at once neither is lost', async () => {
  const project = await ProjectFolder.open(folder);
  await Promise.all([project.edit(applyFix('lz4', macro('one'), '2026-11-27')), project.edit(applyFix('lz4', macro('two'), '2026-11-27')), project.edit(leaveOut('luajit', 'no port'))]);
  expect(project.view.config.portFixes['lz4']).toEqual([{ ...macro('one'), since: '2026-11-27' }, { ...macro('two'), since: '2026-11-27' }]);
  expect(await readFile(file, 'utf8')).toContain('# as the strip shows it');
  project.close();
});

test('a start with a broken file stands on what it said last, and says the line; the mended file is taken over', async () => {
  const first = await ProjectFolder.open(folder);
  first.close();
  await writeFile(file, `${GOOD}pools: { lpar1: { slots: many } }\n`);
  const project = await ProjectFolder.open(folder);
  expect([project.view.config.name, project.view.problems.map(({ line }) => line)]).toEqual(['Good', [4]]);
  const mended = new Promise<ProjectView>((resolve) => project.onChange(resolve));
  await writeFile(file, `${GOOD}pools: { lpar1: { slots: 3 } }\n`);
  for (let view = await mended; view.problems.length > 0; ) view = await new Promise<ProjectView>((resolve) => project.onChange(resolve));
  expect(project.view.config.pools).toEqual({ lpar1: { slots: 3 } });
  project.close();
});

test('a file that was never in order is refused with every line', async () => {
  await writeFile(file, 'portolan: 1\n');
  await expect(ProjectFolder.open(folder)).rejects.toThrow(/line 1: .*name/);
});
