import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startJob } from '#electron/core/jobs/job-runner.ts';
import { RepositoryHost } from '#electron/core/repository/repository-host.ts';
import { startSimulatedFleet } from './simulated-practice.ts';
import { Desk, heard, jobOf } from './testing/desk.ts';

describe('the practice fleet that is a simulation', () => {
  it('builds in seconds of real time, and ends the packages of the starter as the real machine does', async () => {
    await using desk = await Desk.open();
    const fleet = await startSimulatedFleet({ count: 3, stateFolder: join(desk.folder, 'fleet'), speed: 2_000 });
    try {
      expect(fleet.builders.map(({ name }) => name)).toEqual(['sim-1', 'sim-2', 'sim-3']);
      const link = desk.link(fleet.builders[0]);
      expect((await link.ready()).facts.machine).toMatch(/^simulated/);
      const fixed = jobOf('lua', 'lua-2', { macros: [{ name: 'dist', value: '.pt1' }, { name: 'simd_flags', value: '' }] });
      const ends = await Promise.all(
        [jobOf('zlib', 'zlib-1'), jobOf('lua', 'lua-1'), fixed, jobOf('luajit', 'luajit-1')].map(async (job) => {
          await startJob(link, job);
          return (await heard(link, job.attempt)).end.kind;
        }),
      );
      expect(ends).toEqual(['succeeded', 'failed', 'succeeded', 'failed']);
      const host = new RepositoryHost(link, fleet.repository);
      expect(await host.prepare()).toBe(0);
    } finally {
      await fleet.stop();
    }
  });

  it('refuses a number of builders that makes no sense', async () => {
    await expect(startSimulatedFleet({ count: 0, stateFolder: '/nowhere' })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
  });
});
