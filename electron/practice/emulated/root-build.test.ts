import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { canEmulate } from '#electron/core/doctor/doctor.ts';

import { ensureRoot } from './root-build.ts';
import { exists, rootPaths } from './root-cache.ts';

const [missing] = await canEmulate();
const cannot = missing === undefined ? '' : ` [skipped: needs ${missing.what}]`;
const packed = await exists(rootPaths().archive);
const nothing = cannot !== '' || packed ? cannot : ' [skipped: the root is not cached, run npm run setup]';

let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'portolan-root-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

describe('the making of the root', () => {
  it.skipIf(cannot !== '')(`is cancelled without a trace, and begins anew where the packed root is damaged${cannot}`, async () => {
    const paths = rootPaths(cache);
    await writeFile(paths.archive, 'no archive at all');
    const cancel = new AbortController();
    const phases: string[] = [];
    const making = ensureRoot({
      cache,
      signal: cancel.signal,
      onProgress: ({ phase }) => {
        phases.push(phase);
        if (phase === 'Reading the package lists') cancel.abort();
      },
    });
    await expect(making).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    expect(phases).toContain('Reading the package lists');
    expect(await readdir(cache)).toEqual([paths.lock.slice(cache.length + 1)]);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(cache);
  });

  it.skipIf(nothing !== '')(`is done once by two that ask at once${nothing}`, async () => {
    const paths = rootPaths(cache);
    await copyFile(rootPaths().archive, paths.archive);
    expect(await Promise.all([ensureRoot({ cache }), ensureRoot({ cache })])).toEqual([paths.folder, paths.folder]);
    expect((await readdir(cache)).toSorted()).toEqual([paths.folder, paths.lock, paths.archive].map((path) => path.slice(cache.length + 1)));
    expect(await readFile(join(paths.folder, 'etc/os-release'), 'utf8')).toContain('VERSION_CODENAME=bookworm');
  });
});
