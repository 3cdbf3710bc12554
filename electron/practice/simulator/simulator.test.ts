import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectJob } from '#electron/core/jobs/collect.ts';
import { evaluateSpecs, rootProvides } from '#electron/core/jobs/evaluate-specs.ts';
import { cancelJob, cleanUpJobs, jobStates, startJob } from '#electron/core/jobs/job-runner.ts';
import { RepositoryHost } from '#electron/core/repository/repository-host.ts';
import { triageLog } from '#shared/triage/triage.ts';
import type { BuilderConfig } from '#electron/core/builders/types.ts';
import { startSimulator, type SimulatedGuest, type Simulator } from './simulator.ts';
import { attemptId, Desk, driving, heard, inputOf, jobOf, sourceName } from './testing/desk.ts';
import { DrivenClock } from './testing/driven-clock.ts';

const guest = (name: string): SimulatedGuest => ({ name, cores: 4, memoryBytes: 4 * 1024 ** 3, slots: 4 });
const first = (simulator: Simulator): BuilderConfig => {
  const config = simulator.builders[0];
  if (config === undefined) throw new Error('The fleet has no builder.');
  return config;
};

describe('a simulated fleet, with the core at the other end', () => {
  let desk: Desk;
  let clock: DrivenClock;
  const rules = {
    guests: [guest('sim-1'), guest('sim-2')],
    seed: 'tests',
    failureRate: 0,
    outcomes: { lua: { kind: 'fails', failure: 'architecture-flags', cures: [{ kind: 'macro', name: 'simd_flags' }] }, luajit: { kind: 'fails', failure: 'unsupported-architecture' } },
    medianBuildMs: 20_000,
  } as const;
  beforeEach(async () => {
    desk = await Desk.open();
    clock = new DrivenClock();
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  it('says in its facts that it is a simulation, and keeps its key to itself', async () => {
    await using simulator = await startSimulator({ ...rules, clock, guests: [{ ...guest('sim-1'), machine: '8561 z/VM 7.3.0' }, guest('sim-2')] });
    const config = first(simulator);
    const { facts } = await desk.link(config).ready();
    expect(facts).toMatchObject({ arch: 's390x', cores: 4, machine: 'simulated 8561 z/VM 7.3.0', system: 'simulated-1', privilege: 'root', missingTools: [] });
    expect((await desk.link(simulator.builders[1]).ready()).facts.machine).toBe('simulated');
    expect(config.hostKey).toMatch(/^SHA256:/);
    expect((await stat(config.keyFile)).mode & 0o777).toBe(0o600);
    await simulator.stop();
    await expect(stat(config.keyFile)).rejects.toThrow('ENOENT');
  });

  it('takes a package from its start to a generation of the repository', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const link = desk.link(first(simulator));
    const tarball = join(desk.folder, 'zlib.tar.gz');
    await writeFile(tarball, 'a tarball');
    const sha256 = createHash('sha256').update('a tarball').digest('hex');
    const job = jobOf('zlib', 'zlib-1', { sources: [inputOf(tarball, 'zlib.tar.gz', sha256, 9)] });
    expect((await startJob(link, job)).kind).toBe('started');
    expect((await startJob(link, job)).kind).toBe('already');
    const told = await driving(clock, heard(link, job.attempt));
    expect(told.end).toEqual({ kind: 'succeeded' });
    expect(told.phases).toEqual(['preparing', 'prep', 'build', 'install', 'check', 'collecting']);
    expect(told.log.toString()).toContain('this is a simulation');
    expect(told.log.equals(simulator.guest('sim-1').logOf('zlib-1'))).toBe(true);

    const collected = await collectJob(link, { attempt: job.attempt, cache: join(desk.folder, 'cache'), expected: job.expected, architectures: job.architectures });
    if (collected.kind !== 'collected') throw new Error('The results were refused.');
    const { rpms, buildroot } = collected.results;
    expect(rpms.map(({ file }) => file)).toEqual(['zlib-1.2-3.el8.src.rpm', 'zlib-1.2-3.el8.s390x.rpm', 'zlib-devel-1.2-3.el8.s390x.rpm']);
    expect(buildroot.length).toBeGreaterThan(0);
    expect(await readFile(rpms[1]?.path ?? '', 'utf8')).toContain('This is not an RPM package');

    const host = new RepositoryHost(link, { builder: first(simulator).name, path: '/var/lib/portolan/repository', url: 'http://sim-1.invalid/r' });
    expect(await host.read()).toBeNull();
    expect(await host.prepare()).toBe(0);
    const publication = { attempt: job.attempt, source: job.source, rpms };
    expect((await host.publish([publication])).latest).toBe(1);
    expect((await host.publish([publication])).generations.get(job.attempt)).toBe(1);
    expect(await host.publish([{ attempt: attemptId('other-1'), source: sourceName('other'), rpms: [] }])).toMatchObject({ latest: 2 });
    const read = await host.read();
    expect(read?.generations).toEqual([0, 1, 2]);
    expect(read?.latest.entries.map(({ file }) => file)).toEqual(['zlib-1.2-3.el8.s390x.rpm', 'zlib-devel-1.2-3.el8.s390x.rpm']);
    expect(await host.prune([1])).toEqual([0]);
    await cleanUpJobs(link, [job.attempt]);
    expect((await jobStates(link, [job.attempt])).get(job.attempt)).toEqual({ kind: 'gone' });
    expect((await startJob(link, job)).kind).toBe('already');
  });

  it('builds the same NEVRAs again with other digests', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const link = desk.link(first(simulator));
    const digests = await Promise.all(
      ['again-1', 'again-2'].map(async (id) => {
        const job = jobOf('zlib', id);
        await startJob(link, job);
        await driving(clock, heard(link, job.attempt));
        const outcome = await collectJob(link, { attempt: job.attempt, cache: join(desk.folder, 'cache'), expected: job.expected, architectures: job.architectures });
        return outcome.kind === 'collected' ? outcome.results.rpms.map(({ headerDigest }) => headerDigest) : [];
      }),
    );
    expect(digests[0]).toHaveLength(3);
    expect(new Set(digests.flat()).size).toBe(6);
  });

  it('fails as it was told, until the fix comes', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const link = desk.link(first(simulator));
    const flagged = jobOf('lua', 'lua-1');
    const cured = jobOf('lua', 'lua-2', { macros: [...flagged.macros, { name: 'simd_flags', value: '' }] });
    const hopeless = jobOf('luajit', 'luajit-1');
    const ends = await driving(
      clock,
      Promise.all(
        [flagged, cured, hopeless].map(async (job) => {
          await startJob(link, job);
          return heard(link, job.attempt);
        }),
      ),
    );
    expect(ends.map(({ end }) => (end.kind === 'failed' ? end.exitCode : end.kind))).toEqual([10, 'succeeded', 10]);
    expect(triageLog(ends[0]?.log ?? '', { logKind: 'build' }).class).toBe('architecture-flags');
    expect(triageLog(ends[2]?.log ?? '', { logKind: 'build' })).toMatchObject({ class: 'unsupported-architecture', causal: { text: expect.stringContaining('#error') as string } });
  });

  it('cancels what runs, and forbids what has not begun', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const link = desk.link(first(simulator));
    const job = jobOf('zlib', 'zlib-1');
    await startJob(link, job);
    clock.advance(5_000);
    expect((await jobStates(link)).get(job.attempt)).toMatchObject({ kind: 'running', heartbeatAgeSeconds: 1 });
    const state = await cancelJob(link, job.attempt);
    expect(state).toMatchObject({ kind: 'ended', exitCode: 130 });
    clock.advance(1_000_000);
    const told = await heard(link, job.attempt);
    expect({ end: told.end.kind, bytes: told.log.length }).toEqual({ end: 'cancelled', bytes: state.kind === 'ended' ? state.logBytes : -1 });
    expect(await cancelJob(link, attemptId('never-1'))).toEqual({ kind: 'gone' });
    expect((await startJob(link, jobOf('zlib', 'never-1'))).kind).toBe('already');
  });

  it('answers recorded evaluations of specs, and says that it has no others', async () => {
    const text = 'Name: zlib\n';
    await using simulator = await startSimulator({
      ...rules,
      clock,
      rootProvides: ['gcc', '/bin/sh'],
      specAnswers: (spec, macros, query) => (spec === text && macros[0]?.value === '.el8' && query.kind === 'source' ? { exitCode: 0, stdout: `recorded ${query.format}`, stderr: '' } : null),
    });
    const link = desk.link(first(simulator));
    const answers = await evaluateSpecs(link, {
      specs: [{ name: 'zlib.spec', bytes: Buffer.from(text) }, { name: 'other.spec', bytes: Buffer.from('Name: other\n') }],
      sources: [],
      target: 's390x',
      macros: [{ name: 'dist', value: '.el8' }],
      queries: [{ kind: 'source', format: '%{name} \x1d' }],
    });
    expect(answers[0]).toEqual({ spec: 'zlib.spec', query: 0, exitCode: 0, stdout: 'recorded %{name} \x1d', stderr: '' });
    expect(answers[1]).toMatchObject({ spec: 'other.spec', exitCode: 1, stderr: expect.stringContaining('simulation') as string });
    expect(await rootProvides(link)).toEqual(['gcc', '/bin/sh']);
  });

  it('goes on with its builds while nobody runs it, when it has a folder', async () => {
    const stateFolder = join(desk.folder, 'fleet');
    const job = jobOf('zlib', 'zlib-1');
    const before = await startSimulator({ ...rules, clock, stateFolder });
    const lineBefore = desk.link(first(before));
    const { facts } = await lineBefore.ready();
    await startJob(lineBefore, job);
    const host = (line: typeof lineBefore): RepositoryHost => new RepositoryHost(line, { builder: first(before).name, path: '/r', url: 'http://sim-1.invalid/r' });
    await host(lineBefore).publish([{ attempt: attemptId('a-1'), source: sourceName('a'), rpms: [] }]);
    const half = Promise.withResolvers<undefined>();
    let known = Buffer.alloc(0);
    void driving(clock, heard(lineBefore, job.attempt, known, (length) => {
      known = Buffer.from(before.guest('sim-1').logOf('zlib-1').subarray(0, length));
      if (length > 500) half.resolve(undefined);
    }).catch(() => undefined));
    await half.promise;
    await lineBefore[Symbol.asyncDispose]();
    await before.stop();
    const kept = Buffer.from(known);
    clock.advance(5_000);

    await using after = await startSimulator({ ...rules, clock, stateFolder });
    const line = desk.link(first(after));
    expect((await line.ready()).facts.bootId).toBe(facts.bootId);
    expect(first(after).hostKey).toBe(first(before).hostKey);
    expect((await startJob(line, job)).kind).toBe('already');
    const told = await driving(clock, heard(line, job.attempt, kept));
    expect(told.end).toEqual({ kind: 'succeeded' });
    expect(told.log.equals(after.guest('sim-1').logOf('zlib-1'))).toBe(true);
    expect((await host(line).read())?.latest.number).toBe(0);
  });

  it('refuses guests that cannot be, and ends with its signal', async () => {
    await expect(startSimulator({ ...rules, guests: [guest('sim-1'), guest('sim-1')] })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(startSimulator({ ...rules, guests: [guest('Sim 1')] })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    const end = new AbortController();
    const simulator = await startSimulator({ ...rules, signal: end.signal });
    const link = desk.link(first(simulator));
    const { connection } = await link.ready();
    end.abort();
    expect(await connection.closed).toMatchObject({ problem: { code: 'unreachable' } });
    await simulator.stop();
  });
});
