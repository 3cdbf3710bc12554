import { patience, series } from '#shared/vocabulary/testing/series.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuilderLink } from '../builders/builder-link.ts';
import { fingerprintOf } from '../ssh/known-hosts.ts';
import { cuttingProxy, type CuttingProxy } from '../ssh/testing/cutting-proxy.ts';
import { LogStore } from '../build/log-store.ts';
import { collectJob } from './collect.ts';
import { cancelJob, cleanUpJobs, followJob, jobStates, startJob } from './job-runner.ts';
import { attemptId, bench, canBuild, jobOf, NATIVE_ARCH, specOf, type Bench } from './testing/bench.ts';

/** A packet of SSH is up to 32 KiB, and half a packet is nothing: below handshake and one packet no line makes any headway. */
const LEAST_CUT = 45_000;

/** A build that says 200 kB in bursts and makes an RPM that does not compress. */
const LOUD = specOf('loud', {
  build: 'for burst in 1 2 3 4 5 6 7 8; do head -c 18000 /dev/urandom | base64; sleep 0.2; done; head -c 150000 /dev/urandom > noise',
  install: 'install -D noise %{buildroot}/usr/share/loud/noise',
});

describe.skipIf(!canBuild)('faults on the way [needs root, openssh-server, rpmbuild]', { timeout: patience(120_000) }, () => {
  let here: Bench;
  let direct: BuilderLink;
  let proxy: CuttingProxy;
  beforeAll(async () => {
    here = await bench();
    direct = here.link();
    proxy = await cuttingProxy(here.sshd.port);
    await startJob(direct, jobOf('loud', 'loud', LOUD));
    await followJob(direct, attemptId('loud'), 0, { onLog: () => undefined, onPhase: () => undefined });
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });

  const builderLog = (attempt: string): Buffer => readFileSync(join(here.base, 'jobs', attempt, 'log'));

  it('log bytes arrive exactly once, wherever the line is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: LEAST_CUT, max: 150_000 }), async (cut) => {
        proxy.cutAfter(cut);
        await using link = here.link({ port: proxy.port });
        const logs = new LogStore(join(here.sshd.folder, 'cut'));
        await rm(logs.fileOf(attemptId('loud')), { force: true });
        const end = await followJob(link, attemptId('loud'), 0, { onLog: (bytes, offset) => logs.append(attemptId('loud'), bytes, offset), onPhase: () => undefined });
        logs.close();
        expect(end).toEqual({ kind: 'succeeded' });
        expect(readFileSync(logs.fileOf(attemptId('loud'))).equals(builderLog('loud'))).toBe(true);
      }),
      series(4, 40),
    );
  });

  it('results arrive whole, wherever the line is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: LEAST_CUT, max: 120_000 }), async (cut) => {
        proxy.cutAfter(cut);
        await using link = here.link({ port: proxy.port });
        const cache = join(here.sshd.folder, `results-${cut}`);
        const outcome = await collectJob(link, { attempt: attemptId('loud'), cache, expected: null, architectures: [NATIVE_ARCH, 'noarch'] });
        expect(outcome.kind).toBe('collected');
        await rm(cache, { recursive: true });
      }),
      series(2, 20),
    );
  });

  it('a job is started once, however often the answer is cut off', async () => {
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3_000, max: 9_000 }), async (cut) => {
        turn += 1;
        const attempt = `cut-${turn}`;
        proxy.cutAfter(cut);
        await using link = here.link({ port: proxy.port });
        const give = new AbortController();
        const starting = startJob(link, jobOf(attempt, 'quick', specOf('quick')), give.signal).catch(() => null);
        // The line may be too short for any answer: after some tries it is let through.
        const before = proxy.connections;
        link.onStatus((status) => {
          if (status.kind === 'connecting' && proxy.connections > before + 3) proxy.cutAfter(null);
        });
        await starting;
        const chunks: Buffer[] = [];
        await followJob(direct, attemptId(attempt), 0, { onLog: (bytes) => void chunks.push(Buffer.from(bytes)), onPhase: () => undefined });
        expect(Buffer.concat(chunks).toString().split('Executing(%prep)')).toHaveLength(2);
      }),
      series(2, 20),
    );
  });

  it('a core that is killed in the middle finds everything when it comes back', async () => {
    await startJob(direct, jobOf('left-alone', 'loud', LOUD));
    const folder = join(here.sshd.folder, 'left-alone');
    const id = attemptId('left-alone');
    const pin = fingerprintOf(Buffer.from(here.sshd.hostKeyLine.split(' ')[1] ?? '', 'base64'));
    for (const enough of [20_000, 70_000]) {
      const args = [String(here.sshd.port), here.sshd.user, here.sshd.keyFile, pin, here.base, id, folder];
      const core = spawn(process.execPath, [join(import.meta.dirname, 'testing/follow-in-child.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
      const gone = once(core, 'exit');
      for await (const line of core.stdout) if (Number(String(line).trim().split('\n').at(-1)) > enough) break;
      core.kill('SIGKILL');
      await gone;
    }
    const logs = new LogStore(folder);
    expect(logs.lengthOf(id)).toBeGreaterThan(70_000);
    const end = await followJob(direct, id, logs.lengthOf(id), { onLog: (bytes, offset) => logs.append(id, bytes, offset), onPhase: () => undefined });
    logs.close();
    expect(end).toEqual({ kind: 'succeeded' });
    expect(readFileSync(logs.fileOf(id)).equals(builderLog('left-alone'))).toBe(true);
    const states = await jobStates(direct);
    expect(states.get(attemptId('left-alone'))).toMatchObject({ kind: 'ended', exitCode: 0 });
    expect(builderLog('left-alone').toString().split('Executing(%prep)')).toHaveLength(2);
  });

  it('a builder whose sshd goes away for a while is found again, and one that was wiped is set up again', async () => {
    await startJob(direct, jobOf('patient', 'loud', LOUD));
    const first = Promise.withResolvers<undefined>();
    const links: boolean[] = [];
    const followed = followJob(direct, attemptId('patient'), 0, { onLog: () => first.resolve(undefined), onPhase: () => undefined, onLink: (up) => links.push(up) });
    await first.promise;
    await here.sshd.stop();
    (await direct.ready()).connection[Symbol.asyncDispose]().catch(() => undefined);
    await here.sshd.start();
    expect(await followed).toEqual({ kind: 'succeeded' });
    expect(links).toContain(false);
    await cleanUpJobs(direct, [attemptId('patient')]);
    await rm(join(here.base, 'bin'), { recursive: true });
    expect(await cancelJob(direct, attemptId('nobody'))).toEqual({ kind: 'gone' });
  });
});
