import type { Failure } from './events.ts';

/**
 * What a person made of a failure. It stands beside the package's state and changes none; the failure that it judges is
 * named by its signature, so that it goes on standing when the same failure comes again, and no longer when another does.
 */
export interface Verdict {
  /** One of triage's classes: a person may know better than the rules. */
  readonly failureClass: string;
  readonly note: string;
  /** Signature of the failure that was judged. */
  readonly signature: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whether a verdict speaks of the failure that stands now. */
export function verdictStands(verdict: Verdict | null, failure: Failure | null): boolean {
  return verdict !== null && failure !== null && verdict.signature === failure.signature;
}

/** The class that counts for a failure: a person's where one stands, else triage's. */
export function standingClass(verdict: Verdict | null, failure: Failure): string {
  return verdict !== null && verdictStands(verdict, failure) ? verdict.failureClass : failure.failureClass;
}
