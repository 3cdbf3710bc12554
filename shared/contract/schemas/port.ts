import { z } from 'zod';

import { packageState, sourceName } from './words.ts';
import { hiddenProviders } from './hidden.ts';

/** The strip's numbers; counts are of source packages in the current pass. */
export const portSummary = z.object({
  pass: z.object({ number: z.number(), of: z.number(), mode: z.enum(['rolling', 'frozen']) }),
  counts: z.record(packageState, z.number()),
  total: z.number(),
  /** all − not-for-arch: what the percentage is of. */
  portable: z.number(),
  inRepo: z.number(),
  withDebt: z.number(),
  pristine: z.number(),
  leftOut: z.number(),
  builders: z.object({ alive: z.number(), all: z.number(), running: z.number(), simulated: z.boolean() }),
  /** null while too little has been built to say; instants in milliseconds. */
  estimate: z.object({ earliest: z.number(), latest: z.number() }).nullable(),
});
export type PortSummary = z.infer<typeof portSummary>;

/**
 * One column for each property, indexed by source (sorted by name). Edges are the direct BuildRequires, source → source
 * that it needs, as compressed rows: those of source i are `needs[needOffsets[i] … needOffsets[i + 1] − 1]`.
 */
const portColumns = {
  names: z.array(sourceName),
  evrs: z.array(z.string()),
  /** Index into PACKAGE_STATES. */
  states: z.array(z.number()),
  /** Or of FLAG_BITS (vocabulary/flag-bits.ts). */
  flags: z.array(z.number()),
  /** Build order from the base outwards; members of a component share theirs. */
  ranks: z.array(z.number()),
  /** Strongly connected component, −1 for a package outside of any cycle. */
  components: z.array(z.number()),
  /** How many packages that are not in the repository wait for it, transitively. */
  waits: z.array(z.number()),
  /** Index into FAILURE_CLASSES of triage, −1 for a package that has not failed; a person's verdict goes before triage's. */
  failureClasses: z.array(z.number()),
  /** Who looks after it; empty where nobody does. */
  owners: z.array(z.string()),
  /** Seconds that its last successful build took, in any pass; 0 while unknown. */
  seconds: z.array(z.number()),
  needOffsets: z.array(z.number()),
  needs: z.array(z.number()),
};

const portStand = {
  /** Sequence number of the last event that is in it; `port.changes` resumes from here. */
  sequence: z.number(),
  /** Changes when the set of sources or their edges change: the window takes the whole port anew then. */
  planDigest: z.string(),
  summary: portSummary,
};

/** The whole port at once, for programs. */
export const portSnapshot = z.object({ ...portStand, ...portColumns });
export type PortSnapshot = z.infer<typeof portSnapshot>;

/**
 * The whole port bit by bit, for a window that goes on answering meanwhile: a head, then its sources from the first to the
 * last. The columns of a part begin with source `from`; its `needOffsets` are those of the whole, of its sources and one more.
 */
export const portPiece = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('head'), ...portStand, sources: z.number(), edges: z.number() }),
  z.object({ kind: z.literal('part'), from: z.number(), ...portColumns }),
]);
export type PortPiece = z.infer<typeof portPiece>;
export type PortHead = PortPiece & { readonly kind: 'head' };
export type PortPart = PortPiece & { readonly kind: 'part' };

/** What changed since the item before: columns for the sources named in `indexes` only. */
export const portDelta = z.object({
  sequence: z.number(),
  planDigest: z.string(),
  indexes: z.array(z.number()),
  states: z.array(z.number()),
  flags: z.array(z.number()),
  waits: z.array(z.number()),
  failureClasses: z.array(z.number()),
  owners: z.array(z.string()),
  seconds: z.array(z.number()),
  summary: portSummary,
});
export type PortDelta = z.infer<typeof portDelta>;

export const planSummary = z.object({
  sources: z.number(),
  binaries: z.number(),
  buildRequires: z.number(),
  unresolvable: z.array(z.object({ source: sourceName, capability: z.string() })),
  /** What cannot be had for another reason than that nothing provides it, in a sentence each. */
  notInstallable: z.array(z.object({ source: sourceName, why: z.string(), hidden: hiddenProviders })),
  /** What keeps the build group, and with it every buildroot, from being installed. */
  buildGroup: z.array(z.string()),
  /** Sources of which it is not known whether they have a buildroot: the search was given up. */
  undecided: z.array(sourceName),
  components: z.object({ direct: z.array(z.number()), closure: z.array(z.number()) }),
  ranks: z.number(),
});
export type PlanSummary = z.infer<typeof planSummary>;
