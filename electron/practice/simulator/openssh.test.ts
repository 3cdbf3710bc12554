import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quote } from '#shared/vocabulary/shell.ts';
import type { BuilderConfig } from '#electron/core/builders/types.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { DrivenClock } from './testing/driven-clock.ts';

const haveSsh = existsSync('/usr/bin/ssh') && existsSync('/usr/bin/ssh-keygen') && existsSync('/usr/bin/tar');

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], stdin: Buffer | string = ''): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(command, args, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr });
    });
    // A command that refuses may be gone before its input is.
    child.stdin?.on('error', () => undefined).end(stdin);
  });
}

describe.skipIf(!haveSsh)('a simulated builder, with OpenSSH and tar at the other end [needs openssh-client, tar]', () => {
  const script = Buffer.from('#!/bin/sh\n# any script will do\n');
  const version = createHash('sha256').update(script).digest('hex').slice(0, 12);
  const base = '/var/lib/portolan';
  let folder: string;
  let simulator: Simulator;
  let clock: DrivenClock;
  let config: BuilderConfig;
  const ssh = (command: string, stdin: Buffer | string = '', user = config.user, keyFile = config.keyFile): Promise<Said> =>
    run(
      '/usr/bin/ssh',
      ['-F', '/dev/null', '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=accept-new', '-o', `UserKnownHostsFile=${join(folder, 'known')}`, '-i', keyFile, '-p', String(config.port), `${user}@127.0.0.1`, command],
      stdin,
    );
  const verb = (...words: readonly string[]): string => [`${base}/bin/portolan-job-${version}`, ...words].map(quote).join(' ');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-openssh-'));
    clock = new DrivenClock();
    simulator = await startSimulator({ guests: [{ name: 'sim-1', cores: 2, memoryBytes: 1024 ** 3, slots: 2 }], seed: 'openssh', clock, failureRate: 0 });
    const [only] = simulator.builders;
    if (only === undefined) throw new Error('The fleet has no builder.');
    config = only;
  });
  afterEach(async () => {
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is logged in to with the key that it was made with, shows the host key that it says, and lets nobody else in', async () => {
    const hello = await ssh(`: portolan-job setup ${version} ${base}\nthis is $(shell) text that "nobody" reads`, script);
    expect(hello).toMatchObject({ code: 0, stderr: expect.stringContaining('Permanently added') as string });
    expect(hello.stdout).toMatch(/^portolan-job 1\nfact arch s390x\n/);
    expect(hello.stdout).toContain('fact machine simulated\n');
    expect((await run('/usr/bin/ssh-keygen', ['-lf', join(folder, 'known')])).stdout).toContain(config.hostKey ?? 'no key');
    await run('/usr/bin/ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'stranger')]);
    expect((await ssh(verb('probe'), '', config.user, join(folder, 'stranger'))).stderr).toContain('Permission denied');
    expect((await ssh(verb('probe'), '', 'root')).stderr).toContain('Permission denied');
  });

  it('knows no other command, and no command of a script that was not installed', async () => {
    for (const command of ['uname -m', 'echo $HOME', `${base}/bin/portolan-job-${version} probe`]) {
      expect(await ssh(command)).toMatchObject({ code: 127, stdout: '' });
    }
    await ssh(`: portolan-job setup ${version} ${base}`, script);
    expect((await ssh(verb('probe'))).code).toBe(0);
    expect((await ssh(`${verb('probe')}; uname`)).code).toBe(127);
    expect((await ssh(verb('no-such'))).code).toBe(64);
    expect((await ssh(verb('follow', 'a', 'x'))).code).toBe(64);
    expect((await ssh(verb('fetch', 'a-1', '../../etc/passwd', '0'))).code).toBe(66);
    expect((await ssh(`: portolan-job setup ${version} ${base}`, 'half a scri')).code).toBe(65);
  });

  it('takes a job that tar has packed, and gives its log, its results and their bytes back', async () => {
    await ssh(`: portolan-job setup ${version} ${base}`, script);
    await mkdir(join(folder, 'SPECS'));
    const input = Buffer.from('a tarball');
    const digest = createHash('sha256').update(input).digest('hex');
    await writeFile(join(folder, 'job'), `driver rpmbuild\nsource demo\nspec demo.spec\ntimeout 10000\ninput ${digest} SOURCES/demo.tar.gz\n`);
    await writeFile(join(folder, 'SPECS', 'demo.spec'), 'Name: demo\nVersion: 1\nRelease: 2\n%files\n');
    const packed = join(folder, 'job.tar');
    await run('/usr/bin/tar', ['--format=ustar', '-C', folder, '-cf', packed, 'job', 'SPECS/demo.spec']);
    const archive = await readFile(packed);

    expect((await ssh(verb('start', 'a-1'), archive.subarray(0, 700))).code).toBe(65);
    expect((await ssh(verb('start', 'a-1'), archive)).stdout).toBe(`portolan-job 1\nmissing ${digest}\n`);
    expect((await ssh(verb('put', digest, '9'), 'A tarball')).code).toBe(65);
    expect((await ssh(verb('put', digest, '9'), input)).stdout).toBe('portolan-job 1\nstored\n');
    expect((await ssh(verb('start', 'a-1'), archive)).stdout).toMatch(/^portolan-job 1\nstarted [0-9a-f-]{36}\n$/);
    expect((await ssh(verb('status', 'a-1', 'b-1'))).stdout).toBe('portolan-job 1\nstatus a-1 starting\nstatus b-1 gone\n');
    expect((await ssh(verb('results', 'a-1')))).toMatchObject({ code: 66, stderr: 'Attempt a-1 has no results: it is starting.\n' });
    clock.advance(10_000_000);
    const followed = (await ssh(verb('follow', 'a-1', '0'))).stdout;
    const log = simulator.guest('sim-1').logOf('a-1').toString();
    expect(followed).toBe(
      `portolan-job 1\n${['preparing', 'prep', 'build', 'install', 'check', 'collecting'].map((phase) => `phase ${phase}\n`).join('')}log 0 ${log.length}\n${log}end ended 0 ${log.length}\n`,
    );
    const rpm = /^rpm (\S+) (\d+) (demo-1-2\.s390x\.rpm) demo - 1 2 s390x demo-1-2\.src\.rpm [0-9a-f]{64}$/m.exec((await ssh(verb('results', 'a-1'))).stdout);
    const file = (await ssh(verb('fetch', 'a-1', rpm?.[3] ?? '', '0'))).stdout;
    const head = `portolan-job 1\nbytes ${rpm?.[2] ?? ''}\n`;
    expect(file.startsWith(head)).toBe(true);
    expect(createHash('sha256').update(file.slice(head.length)).digest('hex')).toBe(rpm?.[1]);
    expect((await ssh(verb('cleanup', 'a-1'))).stdout).toBe('portolan-job 1\ncleaned a-1\n');
    expect((await ssh(verb('start', 'a-1'), archive)).stdout).toBe('portolan-job 1\nalready\n');
  });
});
