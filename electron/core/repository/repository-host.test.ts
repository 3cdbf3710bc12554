import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuilderLink } from '../builders/builder-link.ts';
import { collectJob } from '../jobs/collect.ts';
import { followJob, startJob } from '../jobs/job-runner.ts';
import { bench, canBuild, jobOf, NATIVE_ARCH, specOf, type Bench } from '../jobs/testing/bench.ts';
import type { BuildJob, JobEnd } from '../jobs/types.ts';
import { freePort } from '../ssh/testing/real-sshd.ts';
import { RepositoryHost } from './repository-host.ts';
import type { Publication } from './types.ts';

const haveTools = canBuild && existsSync('/usr/bin/createrepo_c') && existsSync('/usr/bin/dnf') && spawnSync('busybox', ['httpd', '--help']).error === undefined;

describe.skipIf(!haveTools)('repository generations [needs root, openssh-server, rpmbuild, createrepo_c, dnf, busybox]', { timeout: 120_000 }, () => {
  let here: Bench;
  let link: BuilderLink;
  let host: RepositoryHost;
  let path: string;
  let port: number;
  beforeAll(async () => {
    here = await bench();
    link = here.link();
    path = join(here.sshd.folder, 'repository');
    port = await freePort();
    host = new RepositoryHost(link, { builder: link.config.name, path, url: `http://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await host.stopServing();
    await here[Symbol.asyncDispose]();
  });

  async function built(job: BuildJob): Promise<{ end: JobEnd; log: string }> {
    await startJob(link, job);
    const chunks: Buffer[] = [];
    const end = await followJob(link, job.attempt, 0, { onLog: (bytes) => void chunks.push(Buffer.from(bytes)), onPhase: () => undefined });
    return { end, log: Buffer.concat(chunks).toString() };
  }

  async function publication(job: BuildJob): Promise<Publication> {
    expect(await built(job)).toMatchObject({ end: { kind: 'succeeded' } });
    const outcome = await collectJob(link, { attempt: job.attempt, cache: join(here.sshd.folder, 'desk'), expected: null, architectures: [NATIVE_ARCH, 'noarch'] });
    if (outcome.kind !== 'collected') throw new Error(outcome.refusal.message);
    return { attempt: job.attempt, source: job.source, rpms: outcome.results.rpms };
  }

  const resolved = (generation: number, capability: string): string =>
    execFileSync('dnf', ['-q', '--disablerepo=*', `--repofrompath=own,${path}/g${String(generation).padStart(6, '0')}`, '--enablerepo=own', `--setopt=cachedir=${here.sshd.folder}/dnf`, 'repoquery', '--whatprovides', capability], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

  it('are numbered, immutable, complete, and made once for each attempt', async () => {
    expect(await host.read()).toBeNull();
    expect(await host.prepare()).toBe(0);
    expect(await host.prepare()).toBe(0);
    const lib = await publication(jobOf('lib-1', 'lib', specOf('lib', { head: 'BuildArch: noarch\nProvides: lib-devel = 1', tail: '%package extra\nSummary: x\n%description extra\nx\n%files extra' })));
    const tool = await publication(jobOf('tool-1', 'tool', specOf('tool')));
    const first = await host.publish([lib]);
    expect([first.latest, first.generations.get(lib.attempt)]).toEqual([1, 1]);
    const again = await Promise.all([host.publish([lib]), host.publish([tool]), host.publish([lib, tool])]);
    expect(again.map((outcome) => outcome.latest)).toEqual([1, 2, 2]);
    expect(again[2].generations.get(lib.attempt)).toBe(1);
    expect(resolved(1, 'lib-devel')).toBe('lib-0:1.0-1.t1.noarch');
    expect(resolved(1, 'tool')).toBe('');
    expect(resolved(2, 'tool')).toBe('tool-0:1.0-1.t1.noarch');
    // The same file in both: a hard link.
    expect(statSync(join(path, 'g000001/lib-1.0-1.t1.noarch.rpm')).ino).toBe(statSync(join(path, 'g000002/lib-1.0-1.t1.noarch.rpm')).ino);

    // A newer build of a source replaces all of the older, also the subpackage that it no longer has.
    const newer = await publication(jobOf('lib-2', 'lib', specOf('lib', { head: 'BuildArch: noarch\nProvides: lib-devel = 2' }), { macros: [{ name: 'dist', value: '.t2' }] }));
    expect((await host.publish([newer])).latest).toBe(3);
    const state = await host.read();
    expect(state?.generations).toEqual([0, 1, 2, 3]);
    expect(state?.latest.entries.map((entry) => [entry.file, entry.attempt]).sort()).toEqual([
      ['lib-1.0-1.t2.noarch.rpm', 'lib-2'],
      ['tool-1.0-1.t1.noarch.rpm', 'tool-1'],
    ]);
    expect(resolved(3, 'lib-extra')).toBe('');
    expect(resolved(2, 'lib-extra')).toBe('lib-extra-0:1.0-1.t1.noarch');

    expect(await host.prune([1])).toEqual([0, 2]);
    expect((await host.read())?.generations).toEqual([1, 3]);
    expect(readFileSync(join(path, 'latest/MANIFEST'), 'utf8')).toContain('published lib-1 1\n');
  });

  it('feed builds over http and from the folder, and the own package goes before the root’s', async () => {
    const make = await publication(jobOf('make-1', 'make', specOf('make', { head: 'BuildArch: noarch\nProvides: our-make = 1' })));
    const { latest } = await host.publish([make]);
    await host.serve('127.0.0.1', port);
    await host.serve('127.0.0.1', port);
    const user = specOf('user', { head: 'BuildArch: noarch\nBuildRequires: make, our-make >= 1, lib-devel', build: 'cat /usr/share/make/note /usr/share/lib/note' });
    for (const local of [false, true]) {
      const attempt = local ? 'user-local' : 'user-http';
      const { end, log } = await built(jobOf(attempt, 'user', user, { repositories: [{ id: 'own', url: host.urlOf(latest, local) }] }));
      expect([end, log]).toEqual([{ kind: 'succeeded' }, log]);
      expect(log).toContain('\nmake\nlib\n');
    }
    const lost = await built(jobOf('user-lost', 'user', user, { repositories: [{ id: 'own', url: host.urlOf(999) }] }));
    expect(lost.end).toMatchObject({ kind: 'failed', fault: 'infrastructure' });
    const without = await built(jobOf('user-early', 'user', user, { repositories: [{ id: 'own', url: host.urlOf(1) }] }));
    expect(without.end).toMatchObject({ kind: 'failed', fault: 'dependency' });
  });
});
