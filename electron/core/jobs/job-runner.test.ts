import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuilderLink } from '../builders/builder-link.ts';
import { collectJob } from './collect.ts';
import { evaluateSpecs, rootProvides } from './evaluate-specs.ts';
import { cancelJob, cleanUpJobs, followJob, jobStates, startJob } from './job-runner.ts';
import { attemptId, bench, canBuild, jobOf, NATIVE_ARCH, specOf, type Bench } from './testing/bench.ts';
import type { BuildJob, InputFile, JobEnd, JobPhase } from './types.ts';

describe.skipIf(!canBuild)('builds on this machine, through its own sshd [needs root, openssh-server, rpmbuild]', { timeout: 120_000 }, () => {
  let here: Bench;
  let link: BuilderLink;
  beforeAll(async () => {
    here = await bench();
    link = here.link();
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
  });

  interface Told {
    readonly end: JobEnd;
    readonly log: string;
    readonly phases: JobPhase[];
  }

  async function follow(attempt: string): Promise<Told> {
    const chunks: Uint8Array[] = [];
    const phases: JobPhase[] = [];
    const end = await followJob(link, attemptId(attempt), 0, { onLog: (bytes) => void chunks.push(Buffer.from(bytes)), onPhase: (phase) => phases.push(phase) });
    return { end, log: Buffer.concat(chunks).toString(), phases };
  }

  async function build(job: BuildJob): Promise<Told> {
    expect(await startJob(link, job)).toMatchObject({ kind: 'started' });
    return follow(job.attempt);
  }

  const messageOf = (end: JobEnd): string => (end.kind === 'lost' ? end.message : `not lost: ${end.kind}`);

  /** The processes on this machine that run exactly this. */
  const running = (command: string): number => Number(spawnSync('pgrep', ['-fxc', command], { encoding: 'utf8' }).stdout.trim());

  const collect = (job: BuildJob) => collectJob(link, { attempt: job.attempt, cache: join(here.sshd.folder, 'desk'), expected: job.expected, architectures: job.architectures });

  it('goes from a spec and a tarball to verified RPMs, with its log and its phases', async () => {
    const text = Buffer.from('the source');
    const path = join(here.sshd.folder, 'hello.txt');
    writeFileSync(path, text);
    const source: InputFile = { name: 'hello.txt', path, size: text.length, sha256: createHash('sha256').update(text).digest('hex') };
    const spec = specOf('hello', {
      head: 'Source0: hello.txt\nBuildRequires: gcc',
      build: 'cat %{SOURCE0}; echo; echo "int main(void){return 0;}" > h.c; gcc -o hello h.c; id -u; echo "$GREETING"',
      install: 'install -D hello %{buildroot}/usr/bin/hello',
      check: './hello',
      files: '/usr/bin/hello',
    });
    const job = jobOf('hello-1', 'hello', spec, { sources: [source], environment: { GREETING: "it's $HOME" } });
    const { end, log, phases } = await build(job);
    expect([end, log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('the source')]);
    expect(log).toContain("\nit's $HOME\n");
    expect(log).toContain('\n62999\n');
    expect(phases).toEqual(['preparing', 'prep', 'build', 'install', 'check', 'collecting']);
    expect(log).toBe(readFileSync(join(here.base, 'jobs/hello-1/log'), 'utf8'));

    const outcome = await collect(job);
    if (outcome.kind !== 'collected') throw new Error(outcome.refusal.message);
    const { rpms, buildroot } = outcome.results;
    expect(rpms.map((rpm) => [rpm.file, rpm.arch]).sort()).toEqual([
      ['hello-1.0-1.t1.src.rpm', 'src'],
      [`hello-1.0-1.t1.${NATIVE_ARCH}.rpm`, NATIVE_ARCH],
    ]);
    for (const rpm of rpms) expect(createHash('sha256').update(readFileSync(rpm.path)).digest('hex')).toBe(rpm.sha256);
    expect(buildroot.length).toBeGreaterThan(0);
    const wrong = await collectJob(link, { attempt: job.attempt, cache: join(here.sshd.folder, 'desk'), expected: { name: 'hello', epoch: null, version: '2', release: '1' }, architectures: ['s390x'] });
    expect(wrong).toMatchObject({ kind: 'refused', refusal: { fault: 'identity' } });
    await cleanUpJobs(link, [job.attempt]);
    expect(await jobStates(link, [job.attempt])).toEqual(new Map([[job.attempt, { kind: 'gone' }]]));
    expect(await startJob(link, job)).toEqual({ kind: 'already' });
  });

  it('starts one of many duplicates', async () => {
    const job = jobOf('twins', 'twins', specOf('twins'));
    const other = here.link();
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => startJob(index % 2 === 0 ? link : other, job)));
    expect(outcomes.filter((outcome) => outcome.kind === 'started')).toHaveLength(1);
    const { end, log } = await follow('twins');
    expect(end).toEqual({ kind: 'succeeded' });
    expect(log.split('Executing(%prep)')).toHaveLength(2);
  });

  it('says whose fault a failure is', async () => {
    const specs: [string, string, Partial<BuildJob>, number, string][] = [
      ['breaks', specOf('breaks', { build: 'exit 7' }), {}, 10, 'package'],
      ['checks', specOf('checks', { check: 'false' }), {}, 10, 'package'],
      ['garbled', 'Name: garbled\n%if\n', {}, 40, 'package'],
      ['needs', specOf('needs', { head: 'BuildArch: noarch\nBuildRequires: nothing-has-this' }), {}, 30, 'dependency'],
      ['excluded', specOf('excluded', { head: 'ExclusiveArch: m68k' }), {}, 12, 'architecture'],
      ['unread', specOf('unread', { head: 'BuildArch: noarch\nBuildRequires: gcc' }), { repositories: [{ id: 'own', url: 'http://127.0.0.1:9/none' }] }, 31, 'infrastructure'],
    ];
    const ends = await Promise.all(specs.map(async ([name, spec, changed]) => (await build(jobOf(name, name, spec, changed))).end));
    expect(ends.map((end) => (end.kind === 'failed' ? [end.exitCode, end.fault] : end))).toEqual(specs.map(([, , , code, fault]) => [code, fault]));
    const skipped = await build(jobOf('unchecked', 'checks', specOf('checks', { check: 'false' }), { noCheck: true }));
    expect(skipped.end).toEqual({ kind: 'succeeded' });
  });

  it('ends a build that takes too long, and one that is cancelled, with all that they run', async () => {
    const spec = specOf('slow', { build: 'setsid sleep 98765 & sleep 98765' });
    const late = await build(jobOf('late', 'slow', spec, { timeoutSeconds: 3 }));
    expect(late.end).toMatchObject({ kind: 'failed', exitCode: 11, fault: 'package' });
    expect(running('sleep 98765')).toBe(0);

    const begun = Promise.withResolvers<undefined>();
    await startJob(link, jobOf('unwanted', 'slow', spec));
    const followed = followJob(link, attemptId('unwanted'), 0, { onLog: (bytes) => (Buffer.from(bytes).includes('sleep 98765') ? begun.resolve(undefined) : undefined), onPhase: () => undefined });
    await begun.promise;
    expect(await cancelJob(link, attemptId('unwanted'))).toMatchObject({ kind: 'ended', exitCode: 130 });
    expect(await followed).toEqual({ kind: 'cancelled' });
    expect(running('sleep 98765')).toBe(0);
  });

  it('forbids an attempt that is cancelled before it starts', async () => {
    expect(await cancelJob(link, attemptId('never'))).toEqual({ kind: 'gone' });
    expect(await startJob(link, jobOf('never', 'never', specOf('never')))).toEqual({ kind: 'already' });
    expect(await follow('never')).toMatchObject({ end: { kind: 'lost' } });
  });

  it('calls an attempt lost after a reboot, and when its process died without a word', async () => {
    const spec = specOf('idle', { build: 'sleep 43210' });
    await startJob(link, jobOf('rebooted', 'idle', spec));
    writeFileSync(join(here.base, 'jobs/rebooted/boot'), 'another-boot\n');
    expect(messageOf((await follow('rebooted')).end)).toContain('rebooted');
    writeFileSync(join(here.base, 'jobs/rebooted/boot'), readFileSync('/proc/sys/kernel/random/boot_id'));

    await startJob(link, jobOf('killed', 'idle', spec));
    const phase = Promise.withResolvers<undefined>();
    const followed = followJob(link, attemptId('killed'), 0, { onLog: () => undefined, onPhase: (name) => (name === 'build' ? phase.resolve(undefined) : undefined) });
    await phase.promise;
    process.kill(Number(readFileSync(join(here.base, 'jobs/killed/pid'), 'utf8').split(' ')[0]), 'SIGKILL');
    expect(messageOf(await followed)).toContain('died');
    await cleanUpJobs(link, [attemptId('rebooted'), attemptId('killed')]);
    expect(running('sleep 43210')).toBe(0);
  });

  it('installs exactly what it is told, and so has what the root has not', async () => {
    const provider = jobOf('provider', 'provider', specOf('provider', { head: 'BuildArch: noarch\nProvides: provider-devel = 3' }));
    expect((await build(provider)).end).toEqual({ kind: 'succeeded' });
    const made = await collect(provider);
    if (made.kind !== 'collected') throw new Error(made.refusal.message);
    const install = made.results.rpms.filter((rpm) => rpm.arch !== 'src').map((rpm) => ({ name: rpm.file, path: rpm.path, sha256: rpm.sha256, size: rpm.size }));
    const spec = specOf('consumer', { head: 'BuildArch: noarch\nBuildRequires: provider-devel >= 2', build: 'cat /usr/share/provider/note' });
    const consumer = jobOf('consumer', 'consumer', spec, { install });
    const { end, log } = await build(consumer);
    expect([end, log]).toEqual([{ kind: 'succeeded' }, expect.stringContaining('\nprovider\n')]);
    const results = await collect(consumer);
    if (results.kind !== 'collected') throw new Error(results.refusal.message);
    // A buildroot names the very build that it drew on: its depth follows from that.
    const digest = made.results.rpms.find(({ arch }) => arch === 'noarch')?.headerDigest;
    expect(results.results.buildroot).toContainEqual({ nevra: 'provider-1.0-1.t1.noarch', digest });
    expect(spawnSync('test', ['-e', '/usr/share/provider']).status).toBe(1);
  });

  it('evaluates specs without privileges and without a network', async () => {
    const spec = specOf('asks', { head: 'BuildArch: noarch\nBuildRequires: gcc, make >= %{floor}', tail: '%global who %(id -u)\n%global net %(wc -l < /proc/net/route)\n%package sub\nSummary: %{who} %{net}\n%description sub\nx\n%files sub' });
    const answers = await evaluateSpecs(link, {
      specs: [
        { name: 'asks.spec', bytes: Buffer.from(spec) },
        { name: 'bad.spec', bytes: Buffer.from('%if\n') },
      ],
      sources: [],
      target: null,
      macros: [{ name: 'floor', value: '4' }],
      queries: [{ kind: 'source', format: '%{name} %{version}\\n' }, { kind: 'buildrequires' }, { kind: 'binary', format: '%{name}|%{summary}\\n' }],
    });
    expect(answers).toHaveLength(6);
    expect(answers.map((answer) => [answer.spec, answer.query, answer.exitCode === 0])).toEqual([
      ['asks.spec', 0, true],
      ['asks.spec', 1, true],
      ['asks.spec', 2, true],
      ['bad.spec', 0, false],
      ['bad.spec', 1, false],
      ['bad.spec', 2, false],
    ]);
    expect(answers[0]?.stdout).toBe('asks 1.0\n');
    expect(answers[1]?.stdout).toBe('gcc\nmake >= 4\n');
    expect(answers[2]?.stdout).toMatch(/asks-sub\|62999 [01]\n/);
    expect(answers[3]?.stderr).toContain('bad.spec');
  });

  it('evaluates specs of trees for another architecture, each with the files of its own tree', async () => {
    const text = (name: string): Buffer => Buffer.from(specOf(name, { head: 'Source7: wanted\nBuildRequires: %{lua:for l in io.lines(rpm.expand("%{SOURCE7}")) do print(l) end} for-%{_target_cpu}' }));
    const one = { name: 'one.spec', bytes: text('one'), sources: [{ name: 'wanted', bytes: Buffer.from('one-devel\n') }] };
    const two = { name: 'two.spec', bytes: text('two'), sources: [{ name: 'wanted', bytes: Buffer.from('two-devel\n') }] };
    const none = { name: 'none.spec', bytes: text('none'), sources: [] };
    const answers = await evaluateSpecs(link, { specs: [one, two, none], sources: [{ name: 'wanted', bytes: Buffer.from('nobodys\n') }], target: 's390x', macros: [], queries: [{ kind: 'buildrequires' }] });
    expect(answers.map(({ spec, exitCode, stdout }) => [spec, exitCode === 0, stdout])).toEqual([
      ['none.spec', false, ''],
      ['one.spec', true, 'for-s390x\none-devel\n'],
      ['two.spec', true, 'for-s390x\ntwo-devel\n'],
    ]);
  });

  it('knows what its root provides', async () => {
    const provides = await rootProvides(link);
    const soname = execFileSync('sh', ['-c', 'ls /lib/*-linux-gnu*/libc.so.6 /lib64/libc.so.6 2>/dev/null | head -1'], { encoding: 'utf8' });
    if (soname !== '' && provides.length > 0) expect(provides).toEqual(expect.arrayContaining(['libc.so.6()(64bit)', '/bin/sh', '/usr/bin/make', 'make', 'gcc']));
  });
});
