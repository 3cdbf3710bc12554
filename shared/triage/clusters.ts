/** What clustering looks at of one failed package. */
export interface ClusteredFailure {
  readonly source: string;
  /** As `signature.ts` makes it; failures of one kind share theirs. */
  readonly signature: string;
  /** How many packages wait for it. */
  readonly holdsUp: number;
  /** When it first failed this way, milliseconds since 1970. */
  readonly firstSeen: number;
  /** When it failed last. */
  readonly lastSeen: number;
}

/** Failures of one kind, those that hold up most first. */
export interface Cluster<Failure extends ClusteredFailure> {
  readonly signature: string;
  /** Never empty. */
  readonly members: readonly Failure[];
  /** How many packages wait for at least one of them. */
  readonly holdsUp: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/**
 * Failures that share a signature, the clusters that hold up most first, then the larger, then by signature: the same
 * failures always come in the same order.
 *
 * @param holdsUpTogether how many packages wait for any of these, each counted once
 */
export function clustersOf<Failure extends ClusteredFailure>(failures: readonly Failure[], holdsUpTogether: (members: readonly Failure[]) => number): Cluster<Failure>[] {
  const bySignature = new Map<string, Failure[]>();
  for (const failure of failures) {
    const same = bySignature.get(failure.signature);
    if (same === undefined) bySignature.set(failure.signature, [failure]);
    else same.push(failure);
  }
  return [...bySignature]
    .map(([signature, members]): Cluster<Failure> => {
      members.sort((a, b) => b.holdsUp - a.holdsUp || compare(a.source, b.source));
      return {
        signature,
        members,
        holdsUp: holdsUpTogether(members),
        firstSeen: Math.min(...members.map(({ firstSeen }) => firstSeen)),
        lastSeen: Math.max(...members.map(({ lastSeen }) => lastSeen)),
      };
    })
    .sort((a, b) => b.holdsUp - a.holdsUp || b.members.length - a.members.length || compare(a.signature, b.signature));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
