import { Ledger } from '#shared/port/ledger.ts';
import type { TimedEvent } from './played-port.ts';

/** Failures that share a signature. */
export interface RehearsedCluster {
  readonly signature: string;
  readonly failures: number;
  /** How many of them failed for the first time in the last night. */
  readonly fresh: number;
}

/** What a rehearsal came to, counted in its own history. */
export interface RehearsalSummary {
  readonly from: number;
  readonly until: number;
  readonly events: number;
  readonly attempts: number;
  readonly built: number;
  readonly withDebt: number;
  readonly failed: number;
  readonly fresh: number;
  /** The largest first. */
  readonly clusters: readonly RehearsedCluster[];
  readonly lost: number;
  readonly generations: number;
  readonly leftOut: number;
}

/** @param lastNight milliseconds since 1970: what failed from then on is new */
export function summarise(events: readonly TimedEvent[], lastNight: number): RehearsalSummary {
  const ledger = new Ledger();
  events.forEach(({ at, event }, index) => void ledger.apply({ sequence: index + 1, at, event }));
  const attempts = [...ledger.attempts()];
  const landed = [...ledger.published().values()].flatMap((id) => ledger.attempt(id) ?? []);
  const failed = [...new Set(attempts.map(({ source }) => source))].flatMap((source) => {
    const latest = ledger.attemptsOf(source).at(-1);
    return latest?.failure != null && latest.failure.fault !== 'infrastructure' && ledger.record(source).landed === null && ledger.record(source).leftOut === null ? [latest] : [];
  });
  const isFresh = (at: number): boolean => at >= lastNight;
  const clusters = [...Map.groupBy(failed, ({ failure }) => failure?.signature ?? '')].map(([signature, members]) => ({ signature, failures: members.length, fresh: members.filter(({ createdAt }) => isFresh(createdAt)).length }));
  return {
    from: events[0]?.at ?? 0,
    until: events.at(-1)?.at ?? 0,
    events: events.length,
    attempts: attempts.length,
    built: landed.length,
    withDebt: landed.filter(({ debt }) => debt).length,
    failed: failed.length,
    fresh: failed.filter(({ createdAt }) => isFresh(createdAt)).length,
    clusters: clusters.sort((a, b) => b.failures - a.failures || (a.signature < b.signature ? -1 : 1)),
    lost: attempts.filter(({ state }) => state === 'lost').length,
    generations: ledger.generation,
    leftOut: ledger.leftOut().length,
  };
}
