import { existsSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { z } from 'zod';

import type { Benchmark } from './findings.ts';
import { inFreshProcess, outputOf } from './fresh-process.ts';
import { median, timed } from './measure.ts';
import { inTemporaryFolder, ROOT } from './places.ts';

const MEGABYTES = 100;
const ROUNDS = 3;
/** What a person would look for: a handful of the words that triage knows hundreds of. */
const HANDFUL = 'error:|No space left on device|unrecognized command|undefined reference|File not found:|Failed build dependencies';
const shape = z.object({ seconds: z.number(), grown: z.number(), lines: z.number(), class: z.string() });
const read = shape.pick({ seconds: true, grown: true, lines: true });

/** How fast the log of a failed build is understood, and what that costs. */
export const triage: Benchmark = {
  name: 'triage',
  title: `why a build failed, from a log of ${MEGABYTES} MB`,
  run: () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, 'build.log');
      const { described, bytes } = await writeLog(file);
      const ours: z.infer<typeof shape>[] = [];
      const floor: z.infer<typeof read>[] = [];
      const grep: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        ours.push(await inFreshProcess('triage-once.ts', ['triage', file], shape));
        floor.push(await inFreshProcess('triage-once.ts', ['lines', file], read));
        // grep ends with 1 where nothing matches, which is no trouble here.
        grep.push((await timed(() => outputOf('/bin/sh', ['-c', 'LC_ALL=C.UTF-8 grep -caiE "$1" "$2" || true', 'sh', HANDFUL, file]))).seconds);
      }
      const rate = (seconds: number): number => bytes / 1e6 / seconds;
      const seconds = median(ours.map((each) => each.seconds));
      const lines = ours[0]?.lines ?? 0;
      return {
        data: `${described}, ${(bytes / 1e6).toFixed(0)} MB, ${lines.toLocaleString('en')} lines`,
        rows: [
          { what: 'triage beside six patterns of grep', value: rate(seconds), unit: 'MB/s', peer: { what: 'grep -ciE', value: rate(median(grep)) }, budgets: [] },
          { what: 'triage beside cutting lines', value: rate(seconds), unit: 'MB/s', peer: { what: 'the same lines, not looked at', value: rate(median(floor.map((each) => each.seconds))) }, budgets: [] },
          { what: 'lines in a second', value: Math.round(lines / seconds), unit: '', peer: null, budgets: [] },
          { what: 'memory that the process grew by', value: median(ours.map((each) => each.grown)), unit: 'MB', peer: { what: 'cutting lines', value: median(floor.map((each) => each.grown)) }, budgets: [] },
        ],
        skipped: [],
        notes: [`Medians of ${ROUNDS} rounds, each in a process of its own. Triage said: ${[...new Set(ours.map((each) => each.class))].join(', ')}.`],
      };
    }),
};

/** A real log over and over, so that its lines are as real logs' are: the largest of the reference data, else those of s390x builders. */
async function writeLog(file: string): Promise<{ readonly described: string; readonly bytes: number }> {
  const { described, log } = await realLog();
  const handle = await open(file, 'w');
  let bytes = 0;
  try {
    while (bytes < MEGABYTES * 1e6) {
      await handle.writeFile(log);
      bytes += log.length;
    }
  } finally {
    await handle.close();
  }
  return { described, bytes };
}

async function realLog(): Promise<{ readonly described: string; readonly log: Buffer }> {
  const reference = resolve(ROOT, process.env['PORTOLAN_DATA'] ?? '../shared/data', 'build-logs/llvm-snapshots/cause_rpm__file_not_found.log.gz');
  if (existsSync(reference)) return { described: 'a Copr log of the reference, repeated', log: gunzipSync(await readFile(reference)) };
  const recorded = join(ROOT, 'shared/triage/testing/s390x');
  const logs = (await readdir(recorded)).filter((name) => name.endsWith('.log')).sort();
  return { described: 'the recorded logs of s390x builders, repeated (PORTOLAN_DATA has no build-logs)', log: Buffer.concat(await Promise.all(logs.map((name) => readFile(join(recorded, name))))) };
}
