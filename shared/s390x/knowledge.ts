import { CLASS_WORDS, type FailureClass } from '../triage/classes.ts';
import { factsOf } from './facts.ts';
import { baselineOf } from './machines.ts';
import { noPortOf } from './no-port.ts';
import type { Restriction } from './restrictions.ts';

/** What a port builds for, and what failed, as far as knowledge depends on it. */
export interface KnowledgeQuestion {
  readonly source: string;
  /** The target's architecture: there is knowledge of s390x only. */
  readonly arch: string;
  /** The target's dist tag, for example `.el8`. */
  readonly dist: string;
  /** What the package has failed of and still stands by; null where it has not. */
  readonly failureClass: FailureClass | null;
  /** How others keep this package off s390x. */
  readonly restrictions: readonly Restriction[];
}

/** A statement and where it comes from. */
export interface Sourced {
  readonly text: string;
  readonly source: string;
}

/** What is known of one package on s390x. */
export interface Knowledge {
  readonly restrictions: readonly Restriction[];
  readonly noPort: { readonly why: string; readonly wayOut: string; readonly source: string } | null;
  /** What cures failures of its class most often, the likeliest first. */
  readonly cures: readonly string[];
  /** What explains failures of its class. */
  readonly facts: readonly Sourced[];
}

/** What is known of one package on s390x; null when that is nothing. */
export function knowledgeOf({ source, arch, dist, failureClass, restrictions }: KnowledgeQuestion): Knowledge | null {
  if (arch !== 's390x') return null;
  const port = noPortOf(source);
  const cures = failureClass === null ? [] : CLASS_WORDS[failureClass].whatToTry;
  const facts = failureClass === null ? [] : [...factsOf(failureClass).map(({ text, source: from }) => ({ text, source: from })), ...baselineFact(failureClass, dist)];
  if (restrictions.length === 0 && port === null && cures.length === 0) return null;
  return { restrictions, noPort: port === null ? null : { why: port.why, wayOut: port.wayOut, source: port.source }, cures, facts };
}

/** What the target is built for, where that matters to the failure. */
function baselineFact(failureClass: FailureClass, dist: string): Sourced[] {
  if (failureClass !== 'instruction-set' && failureClass !== 'architecture-flags') return [];
  const baseline = baselineOf(dist);
  if (baseline === null) return [];
  const tuned = baseline.mtune === null ? '' : `, tuned for ${baseline.mtune}`;
  return [{ text: `${baseline.distribution} is built for ${baseline.march}${tuned}: it does not run on older machines.`, source: baseline.source }];
}
