import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triageLog } from '#shared/triage/triage.ts';
import type { BuilderLink } from '../builders/builder-link.ts';
import { collectJob } from './collect.ts';
import { followJob, startJob } from './job-runner.ts';
import { attemptId, bench, canBuild, jobOf, type Bench } from './testing/bench.ts';
import type { BuildJob, InputFile, JobEnd, JobPatch } from './types.ts';

const GOOD = '--- a/src/order.h\n+++ b/src/order.h\n@@ -1,3 +1,3 @@\n // the order of bytes\n-#define ORDER little\n+#define ORDER big\n // the end\n';
const STALE = GOOD.replace('-#define ORDER little', '-#define ORDER middle').replace('+#define ORDER big', '+#define ORDER huge');

/** A spec whose sources are unpacked into a folder of their own, and that prints what it then finds. */
function specWith(prep: string): string {
  return `Name: order
Version: 1.0
Release: 1%{?dist}
Summary: A test
License: MIT
Source0: order-1.0.tar.gz
BuildArch: noarch
%description
A test.
${prep}
%build
cat src/order.h
%install
mkdir -p %{buildroot}/usr/share/order
cp src/order.h %{buildroot}/usr/share/order/
%files
/usr/share/order
`;
}

describe.skipIf(!canBuild)('patches of port fixes [needs root, openssh-server, rpmbuild]', { timeout: 180_000 }, () => {
  let here: Bench;
  let link: BuilderLink;
  let tarball: InputFile;
  beforeAll(async () => {
    here = await bench();
    link = here.link();
    mkdirSync(join(here.sshd.folder, 'order-1.0', 'src'), { recursive: true });
    writeFileSync(join(here.sshd.folder, 'order-1.0', 'src', 'order.h'), '// the order of bytes\n#define ORDER little\n// the end\n');
    execFileSync('tar', ['-C', here.sshd.folder, '-czf', join(here.sshd.folder, 'order-1.0.tar.gz'), 'order-1.0']);
    tarball = file('order-1.0.tar.gz');
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
  });

  function file(name: string): InputFile {
    const path = join(here.sshd.folder, name);
    const bytes = readFileSync(path);
    return { name, path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  function patch(name: string, text: string, strip = 1): JobPatch {
    writeFileSync(join(here.sshd.folder, name), text);
    return { ...file(name), strip };
  }

  async function build(attempt: string, prep: string, changed: Partial<BuildJob>): Promise<{ readonly end: JobEnd; readonly log: string; readonly job: BuildJob }> {
    const job = jobOf(attempt, 'order', specWith(prep), { sources: [tarball], ...changed });
    expect(await startJob(link, job)).toMatchObject({ kind: 'started' });
    const chunks: Uint8Array[] = [];
    const end = await followJob(link, attemptId(attempt), 0, { onLog: (bytes) => void chunks.push(Buffer.from(bytes)), onPhase: () => undefined });
    return { end, log: Buffer.concat(chunks).toString(), job };
  }

  const SETUP = '%prep\n%setup -q';

  it('are applied where %setup went, at the end of %prep, and the spec and its SRPM are as they were', async () => {
    const { end, log, job } = await build('applied', SETUP, { patches: [patch('0001-100%nil-big.patch', GOOD)] });
    expect([end, log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('#define ORDER big')]);
    expect(log).toContain('portolan: applying the patch 0001-100%nil-big.patch (-p1)');
    const collected = await collectJob(link, { attempt: job.attempt, cache: join(here.sshd.folder, 'desk'), expected: job.expected, architectures: job.architectures });
    expect(collected.kind).toBe('collected');
  });

  it('that do not apply fail %prep, and the log says which hunk', async () => {
    const { end, log } = await build('stale', SETUP, { patches: [patch('good.patch', GOOD), patch('stale.patch', STALE)], until: 'prep' });
    expect(end).toMatchObject({ kind: 'failed', exitCode: 10, fault: 'package' });
    expect(log).toContain('Hunk #1 FAILED at 1');
    expect(log).toContain('portolan: the patch stale.patch does not apply');
    expect(triageLog(Buffer.from(log), { logKind: 'build' })).toMatchObject({ class: 'source', fault: 'package' });
  });

  it('are checked without a build: it ends well after %prep, and makes nothing', async () => {
    const { end, log } = await build('checked', SETUP, { patches: [patch('good.patch', GOOD)], until: 'prep' });
    expect(end).toEqual({ kind: 'succeeded' });
    expect(log).toContain('every patch applies: stopped after %prep');
    expect(log).not.toContain('Executing(%build)');
  });

  it('follow %setup wherever it goes, and the strip level', async () => {
    const inFolder = await build('own-folder', '%prep\n%setup -q -c -n elsewhere\nmv order-1.0/* .', { patches: [patch('p0.patch', GOOD.replaceAll(/ [ab]\//g, ' '), 0)] });
    expect([inFolder.end, inFolder.log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('#define ORDER big')]);
    const bare = await build('no-setup', '%prep\ntar xzf %{SOURCE0}\nmv order-1.0/src .', { patches: [patch('good.patch', GOOD)] });
    expect([bare.end, bare.log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('#define ORDER big')]);
  });

  it('are never passed over in silence', async () => {
    const early = await build('ends-early', `${SETUP}\nexit 0`, { patches: [patch('good.patch', GOOD)], until: 'prep' });
    expect([early.end, early.log]).toEqual([expect.objectContaining({ kind: 'failed', exitCode: 10 }), expect.stringContaining('the patches were not applied')]);
    const twice = await build('twice', SETUP, { patches: [patch('good.patch', GOOD), patch('again.patch', GOOD)], until: 'prep' });
    expect([twice.end.kind, twice.log]).toEqual(['failed', expect.stringContaining('previously applied')]);
  });
});
