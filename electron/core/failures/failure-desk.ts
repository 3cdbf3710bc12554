import type { FailureRow } from '#shared/contract/schemas/attempt.ts';
import type { FailureCluster, SuspicionReport } from '#shared/contract/schemas/failures.ts';
import { reachable } from '#shared/graph/reach.ts';
import { reverse, type Graph } from '#shared/graph/graph.ts';
import { waitingGraph } from '#shared/plan/priority.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { suspicionOf } from '#shared/port/suspects.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { CLASS_WORDS, FAILURE_CLASSES, classIndex, type FailureClass } from '#shared/triage/classes.ts';
import { clustersOf } from '#shared/triage/clusters.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PackageDescriber } from '../port/package-describer.ts';
import type { PortService } from '../port/port-service.ts';
import { verdictRow } from '../port/verdict-row.ts';
import { ownChangeSentences } from './own-change-sentences.ts';

/** What a lost attempt shares with others: nothing is known of it but that it was lost. */
const LOST = 'infrastructure: lost';
/** The nearest of so many suspects are named. */
const NAMED = 60;

/** A failure with what clustering looks at. */
interface Failed extends FailureRow {
  readonly lastSeen: number;
  readonly row: number;
}

/** What failed and is not built since, for whoever triages it; also where the build of an earlier pass stands in for it. */
export class FailureDesk {
  readonly #port: PortService;
  readonly #describer: PackageDescriber;

  constructor(port: PortService, describer: PackageDescriber) {
    this.#port = port;
    this.#describer = describer;
  }

  /** Those that hold up most first. */
  list(): FailureRow[] {
    return this.#failed().sort((a, b) => b.holdsUp - a.holdsUp || (a.source < b.source ? -1 : 1)).map(rowOf);
  }

  clusters(): FailureCluster[] {
    const { tracker } = this.#port;
    if (tracker === null) return [];
    const waiters: Graph = reverse(waitingGraph(tracker));
    const together = (members: readonly Failed[]): number => {
      const own = members.map(({ row }) => row);
      return reachable(waiters, own).reduce((sum, reached) => sum + reached, 0) - own.length;
    };
    return clustersOf(this.#failed(), together).map(({ signature, members, ...rest }): FailureCluster => {
      const failureClass = classOf(members);
      const { title, explanation, whatToTry, fault } = CLASS_WORDS[failureClass];
      return { signature, failureClass, fault, title, explanation, whatToTry: [...whatToTry], failures: members.map(rowOf), builders: buildersOf(members), ...rest };
    });
  }

  /** Throws a {@link ProblemError} of code `not-found` or, for a package that has not failed, `conflict`. */
  suspects(name: string): SuspicionReport {
    const { plan, source, row } = this.#describer.find(name);
    const bad = this.#port.latestOf(source);
    if (bad === undefined || bad.failure === null) throw new ProblemError('conflict', `${name} has not failed, so there is nothing to suspect.`);
    const found = suspicionOf(plan, this.#port.ledger, row, bad);
    if (found === null) return { good: null, own: [], suspects: [], total: 0 };
    const { good, own, suspects } = found;
    return {
      good: this.#describer.attemptRow(good),
      own: ownChangeSentences(own),
      suspects: suspects.slice(0, NAMED).map(({ source: suspect, distance, before, now }) => ({
        source: suspect,
        distance,
        before: this.#expectedOf(before),
        now: this.#expectedOf(now),
        landedAt: this.#port.ledger.landings.of(suspect).find(({ attempt }) => attempt === now)?.at ?? null,
      })),
      total: suspects.length,
    };
  }

  #expectedOf(attempt: AttemptId | null): string | null {
    return attempt === null ? null : (this.#port.ledger.attempt(attempt)?.expected ?? null);
  }

  #failed(): Failed[] {
    const { plan } = this.#port;
    return plan === null ? [] : [...plan.sources.keys()].flatMap((row) => this.#failedAt(plan, row) ?? []);
  }

  #failedAt(plan: Plan, row: number): Failed | null {
    const state = this.#port.stateOf(row);
    const planned = plan.sources[row];
    const failed = state === 'failed' || state === 'stuck' || (this.#port.flagsOf(row) & FLAG_BITS.inherited) !== 0;
    if (!failed || planned === undefined) return null;
    // Names were parsed when they were ingested.
    const source = planned.name as SourceName;
    const attempt = this.#port.latestOf(source);
    if (attempt === undefined) return null;
    const signature = signatureOf(attempt);
    const { ledger } = this.#port;
    const first = ledger.attemptsOf(source).find((each) => !each.scratch && each.endedAt !== null && signatureOf(each) === signature);
    return {
      source,
      evr: planned.evr,
      signature,
      firstSeen: first?.endedAt ?? attempt.createdAt,
      verdict: verdictRow(ledger.judgements.verdictOf(source), attempt),
      owner: ledger.judgements.ownerOf(source),
      attempt: this.#describer.attemptRow(attempt),
      explanation: this.#describer.why(source),
      holdsUp: this.#port.waitsOf(row),
      heldUp: this.#describer.heldUpBy(plan, row),
      suggestions: this.#describer.suggestionsFor(source).length,
      lastSeen: attempt.endedAt ?? attempt.createdAt,
      row,
    };
  }
}

/** What an attempt's failure shares with others of its kind. */
export function signatureOf({ failure }: Attempt): string {
  return failure === null || failure.signature === '' ? LOST : failure.signature;
}

function rowOf({ lastSeen: _lastSeen, row: _row, ...row }: Failed): FailureRow {
  return row;
}

/** A verdict that all share goes before triage's class. */
function classOf(members: readonly Failed[]): FailureClass {
  const said = new Set(members.map(({ verdict, attempt }) => (verdict?.stands === true ? verdict.failureClass : (attempt.failureClass ?? 'infrastructure'))));
  const [only, ...others] = said;
  const word = others.length === 0 ? only : members[0]?.attempt.failureClass;
  return FAILURE_CLASSES[classIndex(word ?? 'infrastructure')] ?? 'unknown';
}

function buildersOf(members: readonly Failed[]): FailureCluster['builders'] {
  const counts = new Map<string, number>();
  for (const { attempt } of members) if (attempt.builder !== null) counts.set(attempt.builder, (counts.get(attempt.builder) ?? 0) + 1);
  return [...counts].map(([builder, failures]) => ({ builder, failures })).sort((a, b) => b.failures - a.failures || (a.builder < b.builder ? -1 : 1));
}
