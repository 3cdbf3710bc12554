import type { FailureClass } from '#shared/triage/classes.ts';
import { randomFor } from '../random.ts';

/** The classes of triage that a simulated build can fail with. */
export const SIMULATED_FAILURES = [
  'architecture-flags',
  'assembler',
  'unsupported-architecture',
  'old-autotools',
  'relocation',
  'byte-order',
  'char-signedness',
  'test-failure',
  'packaging',
  'dependency',
  'memory',
] as const satisfies readonly FailureClass[];
export type SimulatedFailure = (typeof SIMULATED_FAILURES)[number];

/** Why a simulated build fails. */
export interface FailureCause {
  readonly failure: SimulatedFailure;
  /** The flag, header, relocation, capability or test that the log names; each class has a usual one. */
  readonly word?: string | undefined;
}

/** How builds of one source end. */
export type Outcome =
  | { readonly kind: 'succeeds' }
  | ({
      readonly kind: 'fails';
      /** A macro which cures it once a job defines it: a port fix. */
      readonly unlessDefined?: string | undefined;
      /** A bcond which cures it once a job switches it off. */
      readonly unlessWithout?: string | undefined;
      /** Whether a patch cures it; left out: it does where a change of the source could. */
      readonly unlessPatched?: boolean | undefined;
    } & FailureCause);

/** What of a job decides how it ends. */
export interface DecidingJob {
  readonly noCheck: boolean;
  readonly defines: ReadonlyMap<string, string>;
  readonly withouts?: ReadonlySet<string>;
  readonly patches?: number;
}

/** What decides how a build ends, beside the source's name. */
export interface OutcomeRules {
  readonly seed: string;
  /** The share of sources that fail, 0 to 1. */
  readonly failureRate: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** Failures come in clusters: few causes, most of them shared by many packages. The weights say how often. */
const CLUSTERS: readonly (FailureCause & { readonly weight: number })[] = [
  { failure: 'byte-order', weight: 24 },
  { failure: 'architecture-flags', word: '-msse2', weight: 20 },
  { failure: 'assembler', word: 'emmintrin.h', weight: 13 },
  { failure: 'char-signedness', weight: 10 },
  { failure: 'packaging', weight: 8 },
  { failure: 'assembler', word: 'cpuid.h', weight: 7 },
  { failure: 'test-failure', weight: 7 },
  { failure: 'old-autotools', weight: 5 },
  { failure: 'unsupported-architecture', weight: 3 },
  { failure: 'relocation', word: 'R_390_GOT12', weight: 3 },
];

/** What no change of the source mends: the machine, and what others have to build first. */
const NOT_THE_SOURCE: ReadonlySet<SimulatedFailure> = new Set(['dependency', 'memory']);
const IN_CHECK: ReadonlySet<SimulatedFailure> = new Set(['byte-order', 'char-signedness', 'test-failure']);

/** Why a build of this source fails; null: it succeeds. The same job always ends in the same way. */
export function causeOf(rules: OutcomeRules, source: string, job: DecidingJob): FailureCause | null {
  const cause = drawn(rules, source);
  if (cause === null) return null;
  if (job.noCheck && IN_CHECK.has(cause.failure)) return null;
  if (cause.unlessDefined !== undefined && job.defines.has(cause.unlessDefined)) return null;
  if (cause.unlessWithout !== undefined && job.withouts?.has(cause.unlessWithout) === true) return null;
  return (job.patches ?? 0) > 0 && (cause.unlessPatched ?? !NOT_THE_SOURCE.has(cause.failure)) ? null : cause;
}

function drawn(rules: OutcomeRules, source: string): Omit<Extract<Outcome, { kind: 'fails' }>, 'kind'> | null {
  const said = Object.hasOwn(rules.outcomes, source) ? rules.outcomes[source] : undefined;
  if (said !== undefined) return said.kind === 'fails' ? said : null;
  const random = randomFor(rules.seed, 'outcome', source);
  if (random() >= rules.failureRate) return null;
  let left = random() * CLUSTERS.reduce((sum, { weight }) => sum + weight, 0);
  return CLUSTERS.find(({ weight }) => (left -= weight) < 0) ?? null;
}
