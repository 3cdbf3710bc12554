import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { writeSmallDistribution } from '#electron/practice/rehearsal/testing/small-distribution.ts';

const PORTOLAN = join(import.meta.dirname, '..', 'portolan.js');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-rehearse-'));
  await writeSmallDistribution(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function portolan(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [PORTOLAN, ...args, '--project', folder])).stdout;
}

test('a port is rehearsed on the command line, which says what it did, and stands there afterwards', async () => {
  const said = await portolan('practice', 'rehearse', '--until', '2026-11-20T07:00:00Z', '--failures', '10', '--clusters', '3', '--older', '0');
  expect(said).toContain('SIMULATION');
  expect(said).toContain('to 2026-11-20T06:55:00.000Z');
  expect(said).toContain('10 failed (10 of them in the last night)');
  expect(said).toContain('simulated-base.txt is made up');
  const status = await portolan('status');
  expect(status).toMatch(/✕ failed: 10\n/);
}, 120_000);

test('what makes no sense is refused before anything is touched', async () => {
  await expect(portolan('practice', 'rehearse', '--share', '2')).rejects.toThrow(/a number from 0 to 1/);
  await expect(portolan('practice', 'rehearse', '--until', 'yesterday')).rejects.toThrow(/an instant such as/);
}, 120_000);
