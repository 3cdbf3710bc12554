import { CLASS_WORDS, type FailureClass } from '../triage/classes.ts';
import { factsOf } from './facts.ts';
import { baselineOf, machineOfType, MACHINES_SOURCE, runsOn } from './machines.ts';
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
  /** The machine type of the builder that it failed on, for example `8561`; null where the builder does not say. */
  readonly machineType: string | null;
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
export function knowledgeOf({ source, arch, dist, failureClass, machineType, restrictions }: KnowledgeQuestion): Knowledge | null {
  if (arch !== 's390x') return null;
  const port = noPortOf(source);
  const cures = failureClass === null ? [] : CLASS_WORDS[failureClass].whatToTry;
  const facts = failureClass === null ? [] : [...factsOf(failureClass).map(({ text, source: from }) => ({ text, source: from })), ...baselineFacts(failureClass, dist, machineType)];
  if (restrictions.length === 0 && port === null && cures.length === 0) return null;
  return { restrictions, noPort: port === null ? null : { why: port.why, wayOut: port.wayOut, source: port.source }, cures, facts };
}

/** What the target is built for and whether the builder runs that, where it matters to the failure. */
function baselineFacts(failureClass: FailureClass, dist: string, machineType: string | null): Sourced[] {
  if (failureClass !== 'instruction-set' && failureClass !== 'architecture-flags') return [];
  const baseline = baselineOf(dist);
  if (baseline === null) return [];
  const { distribution, march, mtune, source } = baseline;
  const machine = machineType === null ? null : machineOfType(machineType);
  const runs = machine === null ? null : runsOn(march, machine);
  return [
    { text: `${distribution} is built for ${march}${mtune === null ? '' : `, tuned for ${mtune}`}: it does not run on older machines.`, source },
    ...(machine === null || runs === null ? [] : [{ text: `It failed on a ${machine.name} (${machineType ?? ''}), which ${runs ? 'runs' : 'does not run'} what is built for ${march}.`, source: MACHINES_SOURCE }]),
  ];
}
