import { z } from 'zod';

import { ARCHITECTURES, distribution, WITH_MULTILIB } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { inFreshProcess } from './fresh-process.ts';
import { askLibsolv, pythonWithLibsolv, WITHOUT_LIBSOLV, type LibsolvAnswer } from './libsolv.ts';
import { median } from './measure.ts';

const ROUNDS = 3;
const verdicts = z.record(z.string(), z.array(z.string()));
const shape = z.object({ sources: z.number(), first: z.number(), later: z.array(z.number()), index: z.array(z.number()), verdicts, multilib: verdicts });

/** How long to know of every source what its buildroot holds, or why it cannot have one. */
export const buildroots: Benchmark = {
  name: 'buildroots',
  title: 'the buildroot of every source, with reasons for what cannot be resolved',
  run: async () => {
    const from = await distribution();
    const python = pythonWithLibsolv();
    const ours: z.infer<typeof shape>[] = [];
    const theirs: LibsolvAnswer[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await inFreshProcess('buildroots-once.ts', [], shape));
      if (python !== null) theirs.push(await askLibsolv(python, from, ARCHITECTURES));
    }
    const [sample] = ours;
    const peer = theirs.length === 0 ? null : { what: `libsolv, ${sample?.sources ?? 0} solves`, value: median(theirs.map(({ solve }) => solve)) };
    const later = median(ours.flatMap((each) => each.later));
    const index = median(ours.map((each) => Math.min(...each.index)));
    const rows: Row[] = [
      { what: 'planPort, the first time', value: median(ours.map(({ first }) => first)), unit: 's', peer, budgets: [atMost(0.5, 'ratio')] },
      { what: 'planPort, later times', value: later, unit: 's', peer, budgets: [atMost(0.5, 'ratio')] },
      { what: '  of it, catalogue and provider index', value: index, unit: 's', peer: null, budgets: [] },
    ];
    const [answer] = theirs;
    if (python !== null && sample !== undefined && answer !== undefined) {
      const multilib = await askLibsolv(python, from, WITH_MULTILIB);
      rows.push(agreement('verdicts that differ, x86_64 and noarch', sample.verdicts, answer), agreement('verdicts that differ, with multilib', sample.multilib, multilib));
    }
    return {
      data: from.described,
      rows,
      skipped: python === null ? [WITHOUT_LIBSOLV, 'the comparison of verdicts, for the same reason'] : [],
      notes: [
        `Medians of ${ROUNDS} rounds in turns, each in a process of its own. planPort also builds its index, which the figure for libsolv leaves out, and components, ranks and both graphs.`,
      ],
    };
  },
};

/** A verdict differs where only one of the two finds a source faulty, or ours does not name the capability that libsolv names. */
function agreement(what: string, ours: Readonly<Record<string, readonly string[]>>, { verdicts: theirs }: LibsolvAnswer): Row {
  const names = new Set([...Object.keys(ours), ...theirs.keys()]);
  const differing = [...names].filter((name) => !(ours[name]?.includes(theirs.get(name) ?? '') ?? false));
  return { what, value: differing.length, unit: '', peer: { what: 'faulty sources by libsolv', value: theirs.size }, budgets: [atMost(0)] };
}
