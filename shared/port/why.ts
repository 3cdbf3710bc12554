import { isEnded } from '../vocabulary/attempt-state.ts';
import type { PackageState } from '../vocabulary/package-state.ts';
import { STATE_WORDS } from '../vocabulary/package-state.ts';
import { heldSentence, type Held } from './holds.ts';
import type { Attempt } from './attempt.ts';
import type { SourceRecord } from './source-record.ts';
import type { SourceFacts } from './package-state.ts';

/** What stands behind a state, as far as the plan knows it. */
export interface Reasons {
  /** What cannot be had, a sentence for each. */
  readonly missing: readonly string[];
  /** The nearest root of what blocks it: name and why it is one; null where nothing does. */
  readonly root: { readonly name: string; readonly why: string } | null;
  /** How many roots there are beside that. */
  readonly moreRoots: number;
  /** What is in the repository was built with a port fix that must go again. */
  readonly provisional: boolean;
  /** What its port fix asks of a builder, in words, where no builder of the fleet is that; null or left out otherwise. */
  readonly noBuilder?: string | null;
  /** Which stage of the pass comes first, in a sentence; null or left out where none does. */
  readonly stage?: string | null;
  /** The search for its buildroot was given up, so that it is not known whether there is one; left out otherwise. */
  readonly undecided?: boolean;
  /** What publishing it would break; null or left out unless it is held. */
  readonly held?: Held | null;
}

/** Of a package whose buildroot was neither found nor shown not to exist: it is planned by the best guess, and not called unresolvable. */
export const UNDECIDED_SENTENCE = 'Whether it has a buildroot is not known: the search was given up at its limit, and the best guess stands.';

/** In these its buildroot is still to be had. */
const BEFORE_A_BUILD: ReadonlySet<PackageState> = new Set(['blocked', 'ready', 'queued', 'failed', 'stuck']);

/** Why a package is in its state: in a sentence or two, the same in the drawer, on the command line and in reports. */
export function whySentence(state: PackageState, record: SourceRecord, latest: Attempt | undefined, facts: SourceFacts, reasons: Reasons): string {
  const why = stateSentence(state, record, latest, facts, reasons);
  return reasons.undecided === true && BEFORE_A_BUILD.has(state) ? `${why} ${UNDECIDED_SENTENCE}` : why;
}

function stateSentence(state: PackageState, record: SourceRecord, latest: Attempt | undefined, facts: SourceFacts, reasons: Reasons): string {
  switch (state) {
    case 'left-out':
      return `Left out: ${record.leftOut ?? 'no reason was given'}`;
    case 'broken-source':
      return facts.broken ?? STATE_WORDS[state].meaning;
    case 'unresolvable':
      return reasons.missing.length === 0 ? STATE_WORDS[state].meaning : sentences(reasons.missing, 3);
    case 'blocked':
      return blockedSentence(reasons, record.requested);
    case 'queued':
      if (latest?.state === 'created') return `Waiting for ${latest.builder} to take it.`;
      if (record.infrastructureFaults > 0 && latest !== undefined) return `${infrastructureSentence(latest)} It is tried again soon, on another builder where there is one.`;
      if (reasons.stage != null) return reasons.stage;
      if (reasons.noBuilder != null) return `No builder of the fleet is what its port fix asks for: ${reasons.noBuilder}. Add one, or change the fix.`;
      return 'All that it needs is there; waiting for a free slot.';
    case 'building':
      return latest === undefined ? STATE_WORDS[state].meaning : `Attempt ${latest.number} on ${latest.builder}${latest.phase === null ? '' : `, in %${latest.phase}`}.`;
    case 'failed':
      return latest?.failure == null ? STATE_WORDS[state].meaning : `Attempt ${latest.number} on ${latest.builder} failed: ${latest.failure.explanation}`;
    case 'stuck':
      return `Three attempts were lost to the infrastructure. ${latest === undefined ? '' : `${infrastructureSentence(latest)} `}Look at the fleet, then rebuild.`;
    case 'in-repo':
      if (latest?.imported === true && latest.id === record.landed) return 'In the repository, taken ready-made from the reference.';
      if (record.inherited) return inheritedSentence(latest);
      return `${inRepoSentence(latest, reasons.provisional)}${reasons.held == null ? '' : ` What was built since is held. ${heldSentence(reasons.held)}`}`;
    case 'ready':
      return record.gone === null ? STATE_WORDS[state].meaning : 'It was built before, but the repository that is in use does not have its RPMs, nor does this machine; it can be built again.';
    case 'held':
      return reasons.held == null ? STATE_WORDS[state].meaning : heldSentence(reasons.held);
    case 'not-for-arch':
    case 'built':
      return STATE_WORDS[state].meaning;
  }
}

/** What the infrastructure did to an attempt. */
function infrastructureSentence({ number, builder, lostWhy, failure }: Attempt): string {
  const words = lostWhy ?? failure?.explanation ?? 'it is not known why.';
  return `Attempt ${number} on ${builder} was lost: ${words}`;
}

function inheritedSentence(latest: Attempt | undefined): string {
  const what = 'In the repository as the pass before built it, since it failed in this one.';
  if (latest === undefined || latest.failure === null) return what;
  return `${what} Attempt ${latest.number} on ${latest.builder}: ${latest.failure.explanation}`;
}

function inRepoSentence(latest: Attempt | undefined, provisional: boolean): string {
  const what = provisional ? 'In the repository, built with a port fix that must go again.' : STATE_WORDS['in-repo'].meaning;
  if (latest === undefined || latest.state === 'succeeded' || latest.state === 'cancelled') return what;
  if (!isEnded(latest.state)) return `${what} Attempt ${latest.number} on ${latest.builder} is building it again.`;
  return latest.failure === null ? what : `${what} Building it again failed: ${latest.failure.explanation}`;
}

function blockedSentence({ root, moreRoots }: Reasons, requested: boolean): string {
  if (root === null) return STATE_WORDS.blocked.meaning;
  const more = moreRoots > 0 ? ` and ${moreRoots} more` : '';
  return `Waits for ${root.name} (${root.why})${more}.${requested ? ' It is built as soon as they are in the repository.' : ''}`;
}

function sentences(all: readonly string[], most: number): string {
  const more = all.length > most ? [`There ${all.length - most === 1 ? 'is 1 more thing' : `are ${all.length - most} more things`} like that.`] : [];
  return [...all.slice(0, most), ...more].join(' ');
}
