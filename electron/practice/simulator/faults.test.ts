import { patience, series } from '#shared/vocabulary/testing/series.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobStates, startJob } from '#electron/core/jobs/job-runner.ts';
import type { BuilderStatus } from '#electron/core/builders/types.ts';
import type { BuilderLink } from '#electron/core/builders/builder-link.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';
import { Desk, driving, heard, jobOf } from './testing/desk.ts';
import { DrivenClock } from './testing/driven-clock.ts';

const rules: Omit<SimulatorOptions, 'clock'> = {
  guests: [{ name: 'sim-1', cores: 4, memoryBytes: 4 * 1024 ** 3, slots: 4 }],
  seed: 'faults',
  failureRate: 0,
  medianBuildMs: 20_000,
};

function statusLike(link: BuilderLink, kind: BuilderStatus['kind']): Promise<BuilderStatus> {
  return new Promise((resolve) => {
    link.onStatus((status) => {
      if (status.kind === kind) resolve(status);
    });
  });
}

describe('faults on command', () => {
  let desk: Desk;
  let clock: DrivenClock;
  beforeEach(async () => {
    desk = await Desk.open();
    clock = new DrivenClock();
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  it('cuts the connection after every so many bytes, and each byte of a log lands once (property)', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 7_000, max: 20_000 }), fc.integer({ min: 50, max: 2_000 }), async (bytes, stepMs) => {
        const guest = simulator.guest('sim-1');
        const link = desk.link(simulator.builders[0], { eager: true });
        run += 1;
        const jobs = ['one', 'two'].map((source) => jobOf(source, `${source}-${run}`));
        guest.cutEvery(bytes);
        const told = await driving(
          clock,
          Promise.all(
            jobs.map(async (job) => {
              await startJob(link, job);
              return heard(link, job.attempt);
            }),
          ),
          stepMs,
        );
        guest.cutEvery(null);
        await link[Symbol.asyncDispose]();
        for (const [index, job] of jobs.entries()) {
          expect(told[index]?.end.kind).toBe('succeeded');
          expect(told[index]?.log.equals(guest.logOf(job.attempt))).toBe(true);
          expect(guest.startsOf(job.attempt)).toBe(1);
        }
        expect(Math.max(...told.map(({ links }) => links))).toBeGreaterThan(1);
      }),
      series(3, 60),
    );
  }, patience(30_000));

  it('loses running jobs in a reboot, and keeps the disk', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const guest = simulator.guest('sim-1');
    const link = desk.link(simulator.builders[0], { eager: true });
    const [done, running] = [jobOf('one', 'one-1'), jobOf('two', 'two-1')];
    await startJob(link, done);
    await driving(clock, heard(link, done.attempt));
    await startJob(link, running);
    clock.advance(3_000);
    const before = guest.bootId;
    const following = heard(link, running.attempt);
    guest.reboot();
    const told = await following;
    expect(told.end).toMatchObject({ kind: 'lost', message: expect.stringContaining('rebooted') as string });
    expect(told.log.equals(guest.logOf('two-1'))).toBe(true);
    expect((await link.ready()).facts.bootId).not.toBe(before);
    expect((await jobStates(link)).get(done.attempt)?.kind).toBe('ended');
  });

  it('fills the disk, kills without a word, and loses a control directory', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const guest = simulator.guest('sim-1');
    const link = desk.link(simulator.builders[0]);
    const [full, killed, lost] = [jobOf('one', 'one-1'), jobOf('two', 'two-1'), jobOf('three', 'three-1')];
    for (const job of [killed, lost, full]) await startJob(link, job);
    clock.advance(3_000);
    guest.kill('two-1');
    guest.loseControlDirectory('three-1');
    guest.setDiskFull(true);
    expect((await heard(link, killed.attempt)).end).toMatchObject({ kind: 'lost' });
    expect((await heard(link, lost.attempt)).end).toMatchObject({ kind: 'lost' });
    const told = await heard(link, full.attempt);
    expect(told.end).toMatchObject({ kind: 'failed', fault: 'infrastructure', exitCode: 32 });
    expect(told.log.toString()).toContain('No space left on device');
    await expect(startJob(link, jobOf('one', 'one-2'))).rejects.toMatchObject({ problem: { code: 'limit' } });
    guest.setDiskFull(false);
    expect((await startJob(link, jobOf('one', 'one-2'))).kind).toBe('started');
  });

  it('refuses logins', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    simulator.guest('sim-1').setRefusingLogins(true);
    const link = desk.link(simulator.builders[0]);
    await expect(link.ready()).rejects.toMatchObject({ problem: { code: 'refused' } });
  });

  it('changes its host key, and nothing is sent', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const config = simulator.builders[0];
    const fingerprint = simulator.guest('sim-1').changeHostKey();
    const link = desk.link(config);
    await expect(link.ready()).rejects.toMatchObject({ problem: { code: 'refused' } });
    expect(link.status).toEqual({ kind: 'host-key-changed', fingerprint, expected: [config?.hostKey] });
  });

  it('goes deaf in the middle, which only a keepalive notices', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const guest = simulator.guest('sim-1');
    const link = desk.link(simulator.builders[0], { keepaliveMs: 40, eager: true });
    const job = jobOf('one', 'one-1');
    await startJob(link, job);
    const noticed = statusLike(link, 'unreachable');
    const following = heard(link, job.attempt);
    guest.setDeaf(true);
    await noticed;
    guest.setDeaf(false);
    // The connection that was tried meanwhile is deaf for good; a fault of the line is not a fault of the job.
    guest.cutNow();
    const told = await driving(clock, following);
    expect(told.end.kind).toBe('succeeded');
    expect(told.log.equals(guest.logOf('one-1'))).toBe(true);
  });

  it('pulls the plug and puts it back', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const guest = simulator.guest('sim-1');
    const link = desk.link(simulator.builders[0]);
    await link.ready();
    const gone = statusLike(link, 'unreachable');
    guest.setUnplugged(true);
    await gone;
    expect(guest.connections).toBe(0);
    guest.setUnplugged(false);
    link.tryAgain();
    expect((await link.ready()).facts.machine).toBe('simulated');
  });

  it('is slow, and sets its clock', async () => {
    await using simulator = await startSimulator({ ...rules, clock });
    const guest = simulator.guest('sim-1');
    const link = desk.link(simulator.builders[0]);
    const job = jobOf('one', 'one-1');
    await startJob(link, job);
    clock.advance(2_100);
    guest.jumpClock(3_600_000);
    expect((await jobStates(link)).get(job.attempt)).toMatchObject({ heartbeatAgeSeconds: 3600 });
    clock.advance(2_000);
    expect((await jobStates(link)).get(job.attempt)).toMatchObject({ heartbeatAgeSeconds: 0 });
    guest.setSlow(60_000);
    const asked = clock.now();
    await driving(clock, jobStates(link), 1_000);
    expect(clock.now() - asked).toBeGreaterThanOrEqual(60_000);
  });
});
