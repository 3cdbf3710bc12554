import { create } from 'zustand';

import type { FailureRow } from '#shared/contract/schemas/attempt.ts';
import type { FailureCluster } from '#shared/contract/schemas/failures.ts';

import { useFailures } from './stores.ts';

/** What the keyboard is on in the list of failures: a cluster as a whole, or one failed package. */
export type TriageFocus = { readonly kind: 'cluster'; readonly signature: string } | { readonly kind: 'failure'; readonly source: string };

/** Where a porter is in the list of failures; what of it can be sent to others stands in the address. */
export interface TriageState {
  readonly focus: TriageFocus | null;
  /** Packages that were marked, for the next wish. */
  readonly marked: ReadonlySet<string>;
}

export const useTriage = create<TriageState>(() => ({ focus: null, marked: new Set() }));

export function sameFocus(a: TriageFocus | null, b: TriageFocus | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === 'cluster' ? b.kind === 'cluster' && a.signature === b.signature : b.kind === 'failure' && a.source === b.source;
}

/** Marks these packages, or takes the marks off when all of them have one. */
export function toggleMarks(sources: readonly string[]): void {
  useTriage.setState(({ marked }) => {
    const next = new Set(marked);
    const all = sources.every((source) => next.has(source));
    for (const source of sources) {
      if (all) next.delete(source);
      else next.add(source);
    }
    return { marked: next };
  });
}

/** The packages that a wish is for: the marked ones that still fail, else what the keyboard is on, else the selected package. */
export function triageTarget(clusters: readonly FailureCluster[], { focus, marked }: TriageState, select: string | null): readonly string[] {
  const failing = clusters.flatMap(({ failures }) => failures);
  const chosen = failing.filter(({ source }) => marked.has(source));
  if (chosen.length > 0) return chosen.map(({ source }) => source);
  if (focus?.kind === 'cluster') return clusters.find(({ signature }) => signature === focus.signature)?.failures.map(({ source }) => source) ?? [];
  const one = focus?.source ?? select;
  return failing.some(({ source }) => source === one) && one !== null ? [one] : [];
}

/** {@link triageTarget} as the window stands. */
export function currentTarget(select: string | null): readonly string[] {
  return triageTarget(useFailures.getState().clusters ?? [], useTriage.getState(), select);
}

export const SHOWN = ['all', 'new', 'open', 'mine'] as const;
/** Which failures are listed: all, those since yesterday, those without a verdict, those that this person looks after. */
export type Shown = (typeof SHOWN)[number];

/** What counts as new: the last 24 hours, in milliseconds. */
export const NEW_FOR = 24 * 3_600_000;

export function isNew({ firstSeen }: Pick<FailureRow, 'firstSeen'>, now: number): boolean {
  return firstSeen > now - NEW_FOR;
}

export function isTriaged({ verdict }: Pick<FailureRow, 'verdict'>): boolean {
  return verdict?.stands === true;
}

/** The clusters with only those failures that are to be seen; clusters without any are left out. */
export function shownClusters(clusters: readonly FailureCluster[], shown: Shown, now: number, person: string): readonly FailureCluster[] {
  if (shown === 'all') return clusters;
  const sees = (failure: FailureRow): boolean => (shown === 'new' ? isNew(failure, now) : shown === 'open' ? !isTriaged(failure) : person !== '' && failure.owner === person);
  return clusters.flatMap((cluster) => {
    const failures = cluster.failures.filter(sees);
    return failures.length === 0 ? [] : [{ ...cluster, failures }];
  });
}

/** The rows of the list from top to bottom: each cluster, and under the open one its packages. */
export function triageRows(clusters: readonly FailureCluster[], open: string | null): readonly TriageFocus[] {
  return clusters.flatMap(({ signature, failures }): TriageFocus[] => [{ kind: 'cluster', signature }, ...(signature === open ? failures.map(({ source }): TriageFocus => ({ kind: 'failure', source })) : [])]);
}

/** The next failure without a verdict after the focus, round the end, with its cluster; null when all have one. */
export function nextOpen(clusters: readonly FailureCluster[], focus: TriageFocus | null): { readonly signature: string; readonly source: string } | null {
  const all = clusters.flatMap(({ signature, failures }) => failures.map((failure) => ({ signature, source: failure.source, triaged: isTriaged(failure) })));
  const at = focus === null ? -1 : all.findIndex(({ signature, source }) => (focus.kind === 'cluster' ? signature === focus.signature : source === focus.source)) - (focus.kind === 'cluster' ? 1 : 0);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(({ triaged }) => !triaged);
  return next === undefined ? null : { signature: next.signature, source: next.source };
}
