import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { triageCommand } from './triage.ts';

const folder = mkdtempSync(join(tmpdir(), 'portolan-triage-'));
const recorded = join(import.meta.dirname, '../../../shared/triage/testing/s390x');
let said = '';

beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): Promise<unknown> => triageCommand().parseAsync(['node', 'triage', ...args]);

describe('portolan triage', () => {
  it('tells class, numbered causal line and phase from a folder of mock’s results', async () => {
    copyFileSync(join(recorded, 'config-guess.log'), join(folder, 'build.log'));
    writeFileSync(join(folder, 'root.log'), 'DEBUG util.py:446:  nothing wrong here\n');
    writeFileSync(join(folder, 'state.log'), '2026-11-27 10:00:00,000 - Start: build phase for x.src.rpm\n');
    await run(folder);
    expect(said).toContain('(old-autotools; fault: architecture), in %build, while mock was in “build phase for x.src.rpm”');
    expect(said).toContain('  ▸ 23  configure: error: cannot guess build type; you must specify one\n');
  });

  it('believes the log that knows why', async () => {
    const mine = mkdtempSync(join(folder, 'mock-'));
    writeFileSync(join(mine, 'build.log'), 'nothing of interest\n');
    writeFileSync(join(mine, 'root.log'), "DEBUG util.py:446:  No matching package to install: 'luajit-devel'\n");
    await run(mine, '--json');
    expect(JSON.parse(said)).toMatchObject({ file: join(mine, 'root.log'), phase: null, triage: { class: 'dependency', signature: 'dependency: luajit-devel' } });
  });

  it('says what is not there', async () => {
    await expect(run(join(folder, 'none'))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(run(mkdtempSync(join(folder, 'empty-')))).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
