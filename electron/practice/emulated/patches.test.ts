import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BuilderLink } from '#electron/core/builders/builder-link.ts';
import { canEmulate } from '#electron/core/doctor/doctor.ts';
import { judgeJob } from '#electron/core/jobs/collect.ts';
import { followJob, startJob } from '#electron/core/jobs/job-runner.ts';
import type { BuildJob, InputFile, JobEnd, JobPatch } from '#electron/core/jobs/types.ts';
import { sourceCacheFolder } from '#electron/core/places/cache-folder.ts';
import { findCached } from '#electron/core/sources/cache.ts';
import { parseSourcePins } from '#electron/core/sources/source-pins.ts';
import { HostKeyStore } from '#electron/core/ssh/host-key-store.ts';
import { readPatch } from '#shared/port/patch-text.ts';
import { parseAttemptId, parseSourceName } from '#shared/vocabulary/ids.ts';
import type { Result } from '#shared/vocabulary/result.ts';
import { shell } from '#shared/vocabulary/shell.ts';

import { startFleet, type EmulatedFleet } from './fleet.ts';
import { isRootCached } from './root-cache.ts';

const STARTER = new URL('../../../assets/samples/starter/', import.meta.url);
const TARBALL = 'lua-5.4.4.tar.gz';
const pinned = parseSourcePins(await readFile(new URL('sources.yaml', STARTER), 'utf8'), 'sources.yaml').get(TARBALL);
const tarball = pinned === undefined ? undefined : await findCached(pinned, sourceCacheFolder(), new AbortController().signal);

const [missing] = (await canEmulate()).filter(({ id }) => id !== 'mmdebstrap');
const reason =
  missing !== undefined ? ` [skipped: needs ${missing.what}]` : !(await isRootCached()) ? ' [skipped: the root is not cached, run npm run setup]' : tarball === undefined ? ` [skipped: ${TARBALL} is not cached, build the starter port once]` : '';

/** The interpreter says which port it is of. */
const BANNER = `--- a/src/lua.h
+++ b/src/lua.h
@@ -24,7 +24,7 @@
 #define LUA_VERSION_NUM\t\t\t504
 #define LUA_VERSION_RELEASE_NUM\t\t(LUA_VERSION_NUM * 100 + 4)
 
-#define LUA_VERSION\t"Lua " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
+#define LUA_VERSION\t"Lua for IBM Z " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
 #define LUA_RELEASE\tLUA_VERSION "." LUA_VERSION_RELEASE
 #define LUA_COPYRIGHT\tLUA_RELEASE "  Copyright (C) 1994-2022 Lua.org, PUC-Rio"
 #define LUA_AUTHORS\t"R. Ierusalimschy, L. H. de Figueiredo, W. Celes"
`;

/** lua.spec with its sources and its %prep, but for the headers alone. */
const HEADERS = Buffer.from(
  (await readFile(new URL('specs/lua.spec', STARTER), 'utf8')).replace(/^%build[^]*$/m, '%build\n%install\ninstall -D -m 644 src/lua.h %{buildroot}/usr/include/lua.h\n%files\n/usr/include/lua.h\n').replace(/^%package devel[^]*?(?=^%prep)/m, ''),
);

describe.skipIf(reason !== '')(`a patch for a real source on an emulated s390x builder${reason}`, { timeout: 1_200_000 }, () => {
  let folder = '';
  let fleet: EmulatedFleet;
  let link: BuilderLink;
  let source: InputFile;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-patches-'));
    fleet = await startFleet({ names: ['quay'], folder });
    const [guest] = fleet.builders;
    if (guest === undefined || tarball === undefined) throw new Error('There is no guest.');
    const { name, host, port, user, keyFile, hostKeyFingerprint } = guest;
    link = new BuilderLink({ name, host, port, user, keyFile, hostKey: hostKeyFingerprint, slots: 1 }, { hostKeys: new HostKeyStore(join(folder, 'known_hosts')), arch: 's390x' });
    source = await described(TARBALL, tarball);
  }, 600_000);
  afterAll(async () => {
    await link[Symbol.asyncDispose]();
    await fleet.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function described(name: string, path: string): Promise<InputFile> {
    const bytes = await readFile(path);
    return { name, path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async function patch(name: string, text: string): Promise<JobPatch> {
    expect(readPatch(text, 1)).toMatchObject({ ok: true, value: { files: ['src/lua.h'] } });
    const path = join(folder, name);
    await writeFile(path, text);
    return { ...(await described(name, path)), strip: 1 };
  }

  async function build(attempt: string, changed: Partial<BuildJob>): Promise<{ readonly job: BuildJob; readonly end: JobEnd; readonly log: string }> {
    const job: BuildJob = {
      attempt: valueOf(parseAttemptId(attempt)),
      source: valueOf(parseSourceName('lua')),
      specName: 'lua.spec',
      spec: await readFile(new URL('specs/lua.spec', STARTER)),
      sources: [source],
      patches: [],
      macros: Object.entries({ dist: '.pt1', _libdir: '/usr/lib64', _build_id_links: 'none', simd_flags: '' }).map(([name, value]) => ({ name, value })),
      withConditions: [],
      withoutConditions: [],
      noCheck: false,
      environment: {},
      install: [],
      repositories: [],
      expected: { name: 'lua', epoch: null, version: '5.4.4', release: '1.pt1' },
      architectures: ['s390x', 'noarch'],
      timeoutSeconds: 3600,
      until: null,
      ...changed,
    };
    await startJob(link, job);
    const chunks: Uint8Array[] = [];
    const end = await followJob(link, job.attempt, 0, { onLog: (bytes) => void chunks.push(Buffer.from(bytes)), onPhase: () => undefined });
    return { job, end, log: Buffer.concat(chunks).toString() };
  }

  it('is checked without a build: one that applies, and one whose hunk does not', async () => {
    const good = await build('lua-good', { patches: [await patch('banner.patch', BANNER)], until: 'prep' });
    expect([good.end, good.log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('patching file src/lua.h')]);
    const stale = await build('lua-stale', { patches: [await patch('stale.patch', BANNER.replaceAll('504', '503').replace('-#define LUA_VERSION\t"Lua "', '-#define LUA_VERSION\t"LUA "'))], until: 'prep' });
    expect([stale.end.kind, stale.log]).toEqual(['failed', expect.stringMatching(/Hunk #1 FAILED at 24/)]);
  });

  it('is in what is built with it', async () => {
    // The sources as they are after %prep, packaged: what is compiled is compiled from these, and emulated compilers are slow.
    const { job, end, log } = await build('lua-built', { spec: HEADERS, patches: [await patch('banner.patch', BANNER)] });
    expect([end, log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('portolan: applying the patch banner.patch (-p1)')]);
    expect(await judgeJob(link, { attempt: job.attempt, expected: job.expected, architectures: job.architectures })).toBeNull();
    const { connection } = await link.ready();
    const found = await connection.exec(shell`sh -c ${'cd /var/lib/portolan/jobs/lua-built/results && rpm2cpio lua-5.4.4-1.pt1.s390x.rpm | grep -ac "Lua for IBM Z"'}`);
    expect([found.code, found.stderr]).toEqual([0, '']);
  });
});

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
