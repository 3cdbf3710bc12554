import { join } from 'node:path';

import { z } from 'zod';

import { ARCHITECTURES, distribution } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { inFreshProcess } from './fresh-process.ts';
import { askLibsolv, pythonWithLibsolv, WITHOUT_LIBSOLV } from './libsolv.ts';
import { median } from './measure.ts';
import { inTemporaryFolder } from './places.ts';

const ROUNDS = 3;
const shape = z.object({ read: z.number(), index: z.number(), keep: z.number(), held: z.number(), resident: z.number(), packages: z.number(), sources: z.number() });

/** How long until a distribution's metadata can be asked who provides what. */
export const ingest: Benchmark = {
  name: 'ingest',
  title: 'repodata of four repositories to a provider index that can be asked',
  run: async () => {
    const from = await distribution();
    const python = pythonWithLibsolv();
    const ours: z.infer<typeof shape>[] = [];
    const again: z.infer<typeof shape>[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await inTemporaryFolder(async (folder) => {
        ours.push(await inFreshProcess('ingest-once.ts', [join(folder, 'cache')], shape));
        again.push(await inFreshProcess('ingest-once.ts', [join(folder, 'cache')], shape));
      });
      if (python !== null) theirs.push((await askLibsolv(python, from, ARCHITECTURES)).load);
    }
    const peer = theirs.length === 0 ? null : { what: 'libsolv, add_rpmmd and createwhatprovides', value: median(theirs) };
    const whole = (list: typeof ours): number => median(list.map(({ read, index }) => read + index));
    const rows: Row[] = [
      { what: 'first reading, until providers can be asked for', value: whole(ours), unit: 's', peer, budgets: [atMost(0.8, 'ratio')] },
      { what: '  of it, the index', value: median(ours.map(({ index }) => index)), unit: 's', peer: null, budgets: [] },
      { what: '  keeping it in the cache, after the answer', value: median(ours.map(({ keep }) => keep)), unit: 's', peer: null, budgets: [] },
      { what: 'later readings, from the cache', value: whole(again), unit: 's', peer, budgets: [] },
      { what: 'memory that packages, files and index hold', value: median(ours.map(({ held }) => held)), unit: 'MB', peer: null, budgets: [atMost(300)] },
      { what: '  the most that the process had resident meanwhile', value: median(ours.map(({ resident }) => resident)), unit: 'MB', peer: null, budgets: [atMost(300)] },
    ];
    return {
      data: from.described,
      rows,
      skipped: python === null ? [WITHOUT_LIBSOLV] : [],
      notes: [`Medians of ${ROUNDS} rounds in turns, each in a process of its own; starting node or python is not counted.`, 'Of the file lists the paths that something requires are held, as the core does.', 'Ours verifies every checksum, libsolv’s does not.'],
    };
  },
};
