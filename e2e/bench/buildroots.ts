import { z } from 'zod';

import { ARCHITECTURES, distribution, WITH_MULTILIB } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { inFreshProcess } from './fresh-process.ts';
import { askLibsolv, pythonWithLibsolv, WITHOUT_LIBSOLV, type LibsolvAnswer } from './libsolv.ts';
import { median } from './measure.ts';

const ROUNDS = 3;
const verdicts = z.record(z.string(), z.array(z.string()));
const solvesShape = z.object({ index: z.number(), first: z.number(), later: z.array(z.number()) });
const plansShape = z.object({ sources: z.number(), first: z.number(), later: z.array(z.number()), verdicts, multilib: verdicts });

/** How long to know of every source what its buildroot holds, or why it cannot have one. */
export const buildroots: Benchmark = {
  name: 'buildroots',
  title: 'the buildroot of every source, with reasons for what cannot be resolved',
  run: async () => {
    const from = await distribution();
    const python = pythonWithLibsolv();
    const solves: z.infer<typeof solvesShape>[] = [];
    const plans: z.infer<typeof plansShape>[] = [];
    const theirs: LibsolvAnswer[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      solves.push(await inFreshProcess('buildroots-once.ts', [], solvesShape));
      plans.push(await inFreshProcess('buildroots-once.ts', ['plan'], plansShape));
      if (python !== null) theirs.push(await askLibsolv(python, from, ARCHITECTURES));
    }
    const [sample] = plans;
    const peer = theirs.length === 0 ? null : { what: `libsolv, ${sample?.sources ?? 0} solves`, value: median(theirs.map(({ solve }) => solve)) };
    const firstOf = (list: readonly { readonly first: number }[]): number => median(list.map(({ first }) => first));
    const laterOf = (list: readonly { readonly later: readonly number[] }[]): number => median(list.flatMap(({ later }) => later));
    const rows: Row[] = [
      { what: 'all buildroots with reasons, the first time', value: firstOf(solves), unit: 's', peer, budgets: [atMost(0.5, 'ratio')] },
      { what: 'all buildroots with reasons, later times', value: laterOf(solves), unit: 's', peer, budgets: [atMost(0.5, 'ratio')] },
      { what: '  before it, catalogue and provider index', value: median(solves.map(({ index }) => index)), unit: 's', peer: null, budgets: [] },
      { what: 'planPort as a whole, the first time', value: firstOf(plans), unit: 's', peer, budgets: [] },
      { what: 'planPort as a whole, later times', value: laterOf(plans), unit: 's', peer, budgets: [] },
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
        `Medians of ${ROUNDS} rounds in turns, each in a process of its own. Of libsolv the solves alone are counted, as of ours: the provider index is part of the benchmark "ingest" on both sides.`,
        'libsolv is asked for every source package, ours for the newest of each name (2,653 of 2,791 in the reference).',
        'planPort does all of it, and works out the providers with alternatives of each BuildRequires, both graphs, components, ranks and how cycles could be cut.',
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
