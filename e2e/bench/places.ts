import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..', '..');
/** Results, and what is made once and kept: it may be deleted at any time. */
export const BENCH_CACHE = join(ROOT, '.cache', 'bench');
/** The built window. */
export const WINDOW = join(ROOT, 'out', 'renderer');

/** A folder that is gone when `work` is done. */
export async function inTemporaryFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder below {@link BENCH_CACHE}, made where it is missing. */
export async function cacheFolder(name: string): Promise<string> {
  const folder = join(BENCH_CACHE, name);
  await mkdir(folder, { recursive: true });
  return folder;
}
