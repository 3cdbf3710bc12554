/** A line of a spec that speaks for a cut. */
export interface CutEvidence {
  /** As rpm writes the BuildRequires. */
  readonly dependency: string;
  /** Where it stands in the spec, from 1. */
  readonly line: number;
  /** What it may be there for, and what speaks for that: a suspicion. Null where it says nothing. */
  readonly suspicion: { readonly purpose: 'check' | 'doc'; readonly why: string; readonly line: number | null } | null;
}

/**
 * A way to cut a cycle. Sources are indexes in the plan.
 * - `import`: sources that the reference has as noarch packages alone are taken from there
 * - `older-build`: what the repository had of a source when the pass began serves until it is built again; it does so by itself
 * - `base`: the foreign base serves `provider` to `source` (null: to everybody who can do with it; both null: wherever it can)
 * - `bcond`: a bcond switches BuildRequires off
 * - `check`, `doc`: BuildRequires that may only be there for tests or documentation, and that no bcond switches
 * - `requirement`: a BuildRequires for which no way is known: the spec would have to do without it
 * - `stage-0`: a binary that somebody supplies, built by hand or elsewhere
 */
export type Cut =
  | { readonly kind: 'import' | 'older-build' | 'stage-0'; readonly sources: readonly number[] }
  | { readonly kind: 'base'; readonly source: number | null; readonly provider: number | null }
  | { readonly kind: 'bcond'; readonly source: number; readonly name: string; readonly enabled: boolean; readonly requirements: readonly number[]; readonly evidence: readonly CutEvidence[] }
  | { readonly kind: 'check' | 'doc'; readonly source: number; readonly requirements: readonly number[]; readonly evidence: readonly CutEvidence[] }
  | { readonly kind: 'requirement'; readonly source: number; readonly requirements: readonly number[] };

export type CutKind = Cut['kind'];
export const CUT_KINDS = ['import', 'older-build', 'base', 'bcond', 'check', 'doc', 'requirement', 'stage-0'] as const satisfies readonly CutKind[];

/** Whether it is known how to do it; the others say where the cycle is thinnest. */
export function isKnownWay(kind: CutKind): boolean {
  return kind !== 'requirement' && kind !== 'stage-0';
}

/** What one of a kind costs beside the others: nothing is built twice for what is imported, a suspicion has to be proven first. */
export const CUT_COSTS: Readonly<Record<CutKind, number>> = { import: 1, 'older-build': 1, base: 1.5, bcond: 2, check: 4, doc: 4, requirement: 8, 'stage-0': 10 };

/** What a kind is called, and what it comes to for whoever does it. The same in the window and on the command line. */
export const CUT_WORDS: Readonly<Record<CutKind, { readonly title: string; readonly cost: string; readonly meaning: string }>> = {
  import: { title: 'Import', cost: 'depth, no debt', meaning: 'Taken ready-made from the reference, where it is noarch: it is not built until a later pass.' },
  'older-build': { title: 'Older build', cost: 'depth, no debt', meaning: 'What the repository had of it when the pass began serves by itself, until it is built again.' },
  base: { title: 'Foreign base', cost: 'depth, no debt', meaning: 'The foreign base serves it for now; whoever took it from there is built again in a later pass.' },
  bcond: { title: 'Build condition', cost: 'debt: one rebuild', meaning: 'A bcond of the spec switches the BuildRequires off. It is debt until the package is built again with it on.' },
  check: { title: 'Tests only?', cost: 'edit the spec; debt', meaning: 'The BuildRequires may only be there for %check. No bcond switches it, so that the spec has to be edited: a suspicion to be proven.' },
  doc: { title: 'Documentation only?', cost: 'edit the spec; debt', meaning: 'The BuildRequires may only be there for documentation. No bcond switches it, so that the spec has to be edited: a suspicion to be proven.' },
  requirement: { title: 'BuildRequires', cost: 'no known way', meaning: 'Here the cycle is thin, but no way is known to do without the BuildRequires.' },
  'stage-0': { title: 'Stage-0 binary', cost: 'somebody supplies it', meaning: 'A binary that somebody builds by hand or elsewhere, and replaces later.' },
};
