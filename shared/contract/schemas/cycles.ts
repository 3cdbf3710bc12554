import { z } from 'zod';

import { CUT_KINDS } from '../../plan/cycles/cut.ts';
import { CYCLE_GRAPHS } from '../../plan/cycles/cycle.ts';
import { command, query } from '../procedure.ts';
import { portFix } from './port-fix.ts';
import { nothing, reason, sourceName } from './words.ts';

/** Which edges close it: BuildRequires alone (`direct`), or also what they pull in at run time (`closure`). */
const graph = z.enum(CYCLE_GRAPHS);

/** One cycle, as the list has it. */
export const cycleRow = z.object({
  graph,
  /** Its first member by name, which stands for it. */
  key: sourceName,
  size: z.number(),
  edges: z.number(),
  /** Its place in the build order; members share it. */
  rank: z.number(),
  /** Members that are in the repository. */
  inRepo: z.number(),
  /** Members that are still closed: they wait for each other as the pass and its foreign base have it now. */
  closed: z.number(),
  /** How many packages outside of it wait for a member. */
  waits: z.number(),
});
export type CycleRow = z.infer<typeof cycleRow>;

export const cycleList = z.object({
  planDigest: z.string(),
  /** Of both graphs, the largest first. */
  cycles: z.array(cycleRow),
  /** Sources with a BuildRequires that only they themselves serve. */
  selfCycles: z.array(sourceName),
});
export type CycleList = z.infer<typeof cycleList>;

/** A line of a spec, and what it suggests. */
const evidence = z.object({
  /** As rpm writes the BuildRequires. */
  dependency: z.string(),
  file: z.string(),
  line: z.number(),
  /** A suspicion, with the line that speaks for it besides; null where nothing is suspected. */
  suspicion: z.object({ purpose: z.enum(['check', 'doc']), why: z.string(), line: z.number().nullable() }).nullable(),
});

/** One way to cut a cycle. */
export const cycleCut = z.object({
  kind: z.enum(CUT_KINDS),
  /** What is done, in a few words: the same in the window and on the command line. */
  words: z.string(),
  /** The package that it is about first; the others of an import of many behind it, by name. */
  sources: z.array(sourceName),
  /** What the foreign base serves, or the BuildRequires that go. */
  provides: z.array(z.string()),
  where: z.array(evidence),
  /** By itself; null where it was tried only with others. */
  effect: z.object({ largest: z.number(), freed: z.number(), edges: z.number() }).nullable(),
  cost: z.string(),
  /** What `package.applyFix` applies to the first of `sources`; null where no port fix does it. */
  fix: portFix.nullable(),
  /** What `cycles.serveEdge` applies; null where it is none for that. */
  edge: z.object({ source: sourceName.nullable(), provider: sourceName }).nullable(),
  /** It holds already: portolan.yaml says so, or the pass itself does. */
  applied: z.boolean(),
});
export type CycleCut = z.infer<typeof cycleCut>;

/** Levers one after the other: which, and the largest cycle after each. */
const steps = z.object({ cuts: z.array(cycleCut), largestAfter: z.array(z.number()) });

export const cycleDetail = z.object({
  planDigest: z.string(),
  row: cycleRow,
  members: z.array(sourceName),
  /** All of it for a person. */
  sentence: z.string(),
  /** What is worth trying by itself, what frees most first. */
  cuts: z.array(cycleCut),
  /** Ways that were not tried because others weigh more. */
  untried: z.number(),
  /** Known ways that together open all that known ways can. */
  proposed: steps.extend({
    sentence: z.string(),
    /** Members that are in no cycle after it, without those that are had ready-made. */
    freed: z.number(),
    /** What stays closed: the sizes of its cycles, and the members. */
    coreSizes: z.array(z.number()),
    core: z.array(sourceName),
  }),
  /** Stage-0 binaries that open the rest. */
  opening: steps,
});
export type CycleDetail = z.infer<typeof cycleDetail>;

/** The rooms of the contract about cycles. */
export const CYCLE_PROCEDURES = {
  'cycles.list': query(nothing, cycleList),
  /** The cycle that `member` is in, with the ways to cut it. */
  'cycles.describe': query(z.object({ graph, member: sourceName }), cycleDetail),
  /** Whether an edge (without `source`: every edge to the provider) waits or takes the foreign base's; null: as the pass has it. */
  'cycles.serveEdge': command(z.object({ source: sourceName.nullable(), provider: sourceName, serve: z.enum(['wait', 'use-base']).nullable(), reason }), nothing),
} as const;
