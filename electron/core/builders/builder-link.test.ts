import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptId, bench, canBuild, jobOf, NATIVE_ARCH, specOf, type Bench } from '../jobs/testing/bench.ts';
import { callLines } from '../jobs/call.ts';
import { startJob } from '../jobs/job-runner.ts';
import { HostKeyStore } from '../ssh/host-key-store.ts';
import { cuttingProxy } from '../ssh/testing/cutting-proxy.ts';
import { incapabilities, LEAST_DISK_BYTES, parseFacts } from './facts.ts';
import type { BuilderLink, BuilderLine } from './builder-link.ts';
import type { BuilderFacts, BuilderStatus } from './types.ts';

const LPAR: BuilderFacts = {
  arch: 's390x',
  kernel: '5.14',
  system: 'almalinux-9.4',
  cores: 4,
  memoryBytes: 8e9,
  diskFreeBytes: 50e9,
  bootId: 'b',
  machine: '8561 z/VM 7.3.0',
  privilege: 'root',
  base: '/var/lib/portolan',
  rpm: '4.16.1.3',
  rpmbuild: '4.16.1.3',
  mock: null,
  createrepo: null,
  dnf: '4.14.0',
  missingTools: [],
};

describe('what a builder says of itself', () => {
  const lines = ['arch s390x', 'kernel 5.14', 'cores 4', 'memory 8', 'disk 9', 'boot b', 'privilege sudo', 'base /var/lib/portolan', 'machine 8561 z/VM 7.3.0', 'lacks unshare', 'other x'].map((line) => ['fact', ...line.split(' ')]);

  it('becomes facts; what it did not say is null, what it must say is missed', () => {
    expect(parseFacts(lines)).toMatchObject({ arch: 's390x', cores: 4, machine: '8561 z/VM 7.3.0', privilege: 'sudo', mock: null, missingTools: ['unshare'] });
    expect(() => parseFacts(lines.slice(1))).toThrow(/arch/);
    expect(() => parseFacts([...lines, ['fact', 'cores', 'many']])).toThrow(/cores/);
    expect(() => parseFacts([...lines, ['fact', 'base', '/var/$(reboot)']])).toThrow(/folder/);
  });

  it('tells why it cannot build', () => {
    expect(incapabilities(LPAR, 's390x')).toEqual([]);
    const poor = { ...LPAR, arch: 'x86_64', privilege: 'none', rpmbuild: null, missingTools: ['rpmbuild', 'unshare'], diskFreeBytes: LEAST_DISK_BYTES - 1 } as const;
    expect(incapabilities(poor, 's390x').map((problem) => problem.code)).toEqual(['unsupported', 'not-allowed', 'not-found', 'not-found', 'limit']);
  });
});

/** The status that a link comes to rest in. */
async function settled(link: BuilderLink): Promise<BuilderStatus> {
  await link.ready().catch(() => undefined);
  return link.status;
}

describe.skipIf(!canBuild)('a warm line [needs root, openssh-server, rpmbuild]', { timeout: 120_000 }, () => {
  let here: Bench;
  beforeAll(async () => {
    here = await bench();
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
  });

  it('is set up and probed in one go, and says what the machine is', async () => {
    const status = await settled(here.link());
    expect(status).toMatchObject({ kind: 'ready', facts: { arch: NATIVE_ARCH, privilege: 'root', base: here.base, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), missingTools: [] } });
    expect(await settled(here.link({}, { arch: 's390x' }))).toMatchObject({ kind: 'incapable', problems: [{ code: 'unsupported' }] });
    expect(await settled(here.link({ disabled: true }))).toEqual({ kind: 'disabled' });
  });

  it('waits for a person with an unknown key, and goes on when it is accepted', async () => {
    const store = new HostKeyStore(join(here.sshd.folder, 'own', 'known_hosts'));
    const link = here.link({ hostKey: undefined }, { hostKeys: store });
    const status = await settled(link);
    if (status.kind !== 'host-key-unknown') throw new Error(`It is ${status.kind}.`);
    await expect(link.acceptHostKey('SHA256:another')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await link.acceptHostKey(status.fingerprint);
    expect((await settled(link)).kind).toBe('ready');
    expect(await settled(here.link({ hostKey: 'SHA256:another' }))).toMatchObject({ kind: 'host-key-changed', fingerprint: status.fingerprint, expected: ['SHA256:another'] });
  });

  it('says when it tries again, and does', async () => {
    await using proxy = await cuttingProxy(here.sshd.port);
    const link = here.link({ port: proxy.port });
    const told: BuilderStatus['kind'][] = [];
    link.onStatus((status) => told.push(status.kind));
    await link.ready();
    proxy.cutNow();
    await callLines(link, 'status', []);
    expect(told).toEqual(['connecting', 'ready', 'unreachable', 'connecting', 'ready']);
  });

  it('needs one command from a click to a started job, three when its inputs have to be sent first', async () => {
    const link = here.link();
    const builder = await link.ready();
    const verbs: string[] = [];
    const counting: BuilderLine = {
      name: link.name,
      ready: () => Promise.resolve({ ...builder, command: (verb, ...args) => (verbs.push(verb), builder.command(verb, ...args)) }),
      renew: (lost) => link.renew(lost),
    };
    await startJob(counting, jobOf('clicked', 'clicked', specOf('clicked')));
    expect(verbs.splice(0)).toEqual(['start']);
    const path = here.sshd.keyFile;
    const bytes = readFileSync(path);
    const sha256 = await crypto.subtle.digest('SHA-256', bytes).then((digest) => Buffer.from(digest).toString('hex'));
    const sources = [{ name: 'input', path, size: bytes.length, sha256 }];
    await startJob(counting, jobOf('clicked-2', 'clicked', specOf('clicked'), { sources }));
    expect(verbs).toEqual(['start', 'put', 'start']);
    await callLines(link, 'cleanup', [attemptId('clicked'), attemptId('clicked-2')]);
  });
});
