import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectJob } from '#electron/core/jobs/collect.ts';
import { cleanUpJobs, startJob } from '#electron/core/jobs/job-runner.ts';
import type { BuilderLink } from '#electron/core/builders/builder-link.ts';
import { triageLog } from '#shared/triage/triage.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { Desk, driving, heard, jobOf } from './testing/desk.ts';
import { DrivenClock } from './testing/driven-clock.ts';

const GUESTS = 50;
/** For each guest: as many as it works on at once, and some that wait. */
const JOBS = process.env['PORTOLAN_FULL'] === '1' ? 20 : 6;
const AT_ONCE = 5;
/** Twenty for each take 30 seconds of one processor; a machine that is busy gives it less. */
const PATIENCE_MS = 120_000;

interface Tally {
  readonly built: string[];
  readonly failed: string[];
  bytes: number;
}

describe('fifty simulated guests', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  it('build one package after the other: every job once, every byte of every log once, every result verified', async () => {
    const clock = new DrivenClock();
    await using simulator = await startSimulator({
      guests: Array.from({ length: GUESTS }, (_, index) => ({ name: `sim-${index + 1}`, cores: 4, memoryBytes: 1024 ** 3, slots: AT_ONCE })),
      seed: 'fleet',
      clock,
      medianBuildMs: 5_000,
    });
    const tally: Tally = { built: [], failed: [], bytes: 0 };
    await driving(clock, Promise.all(simulator.builders.map((config, index) => work(desk, simulator, desk.link(config), index, tally))), 200);
    expect(tally.built.length + tally.failed.length).toBe(GUESTS * JOBS);
    expect(tally.failed.length).toBeGreaterThan((GUESTS * JOBS) / 100);
    expect(tally.failed.length).toBeLessThan((GUESTS * JOBS) / 16);
    expect(tally.bytes).toBeGreaterThan(GUESTS * JOBS * 1_000);
  }, PATIENCE_MS);
});

async function work(desk: Desk, simulator: Simulator, link: BuilderLink, index: number, tally: Tally): Promise<void> {
  const guest = simulator.guest(link.name);
  const waiting = Array.from({ length: JOBS }, (_, nth) => jobOf(`package-${index * JOBS + nth}`, `p-${index * JOBS + nth}`));
  const one = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      await startJob(link, job);
      const { end, log } = await heard(link, job.attempt);
      expect(log.equals(guest.logOf(job.attempt))).toBe(true);
      tally.bytes += log.length;
      if (end.kind === 'succeeded') {
        const outcome = await collectJob(link, { attempt: job.attempt, cache: join(desk.folder, 'cache'), expected: job.expected, architectures: job.architectures });
        expect(outcome.kind).toBe('collected');
        tally.built.push(job.source);
      } else {
        expect(end.kind).toBe('failed');
        expect(triageLog(log, { logKind: 'build' }).class).not.toBe('unknown');
        tally.failed.push(job.source);
      }
      expect(guest.startsOf(job.attempt)).toBe(1);
      await cleanUpJobs(link, [job.attempt]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
