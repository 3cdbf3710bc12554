import { rmSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { portolan } from './portolan.ts';
import { writeReferenceProject } from './reference-project.ts';

/** The end of every rehearsal that is looked at: the morning of a Friday. */
export const REHEARSED_UNTIL = '2026-11-20T07:00:00Z';

export interface RehearsedProjectOptions {
  readonly seed?: string;
  /** How much of what can be built is built, 0 to 1. */
  readonly share?: number;
  /** So many fail for the first time in the last night, with so many signatures. */
  readonly failures?: number;
  readonly clusters?: number;
  /** So many failed in earlier nights and still do. */
  readonly older?: number;
  readonly until?: string;
  readonly longLog?: boolean;
}

/**
 * A project over the reference data ({@link writeReferenceProject}) with a simulated past of several days: built for the
 * most part, with failures in clusters, logs, fixes and verdicts. The same options give the same past, byte for byte.
 */
export async function writeRehearsedProject(folder: string, options: RehearsedProjectOptions = {}): Promise<void> {
  await cp(await rehearsed(options), folder, { recursive: true });
}

/** What was rehearsed already in this process: playing a pass takes many times as long as copying one. */
const known = new Map<string, Promise<string>>();

function rehearsed(options: RehearsedProjectOptions): Promise<string> {
  const key = JSON.stringify(Object.entries(options).sort());
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = mkdtemp(join(tmpdir(), 'portolan-rehearsed-')).then(async (master) => {
    process.once('exit', () => rmSync(master, { recursive: true, force: true }));
    await rehearse(master, options);
    return master;
  });
  known.set(key, made);
  return made;
}

async function rehearse(folder: string, options: RehearsedProjectOptions): Promise<void> {
  await writeReferenceProject(folder);
  // A first pass with tests: without them there are no failures of byte order.
  const file = join(folder, 'portolan.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace(', nocheck: true', ''));
  const { until = REHEARSED_UNTIL, longLog = false, ...rest } = options;
  const flags = Object.entries(rest).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await portolan(['practice', 'rehearse', '--project', folder, '--until', until, ...flags, ...(longLog ? ['--long-log'] : [])]);
}

/** The window's clock stands still at the end of the rehearsal, so that “12 minutes ago” is the same in every picture. Before the page is opened. */
export async function stopTheClock(page: Page, until: string = REHEARSED_UNTIL): Promise<void> {
  await page.clock.setFixedTime(new Date(until));
}
