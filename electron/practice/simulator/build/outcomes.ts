import type { FailureClass } from '#shared/triage/classes.ts';
import { randomFor } from '../random.ts';
import { curedBy, type Cure, type JobSettings } from './cures.ts';

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
  'compile-error',
  'configure',
  'packaging',
  'dependency',
  'memory',
] as const satisfies readonly FailureClass[];
export type SimulatedFailure = (typeof SIMULATED_FAILURES)[number];

/** Why a simulated build fails. */
export interface FailureCause {
  readonly failure: SimulatedFailure;
  /** The flag, header, relocation, capability, function or test that the log names; each class has a usual one. */
  readonly word?: string | undefined;
}

/** A cause with the port fixes that make it go away. A failure in %check is also cured by leaving the tests out. */
export interface CurableCause extends FailureCause {
  readonly cures?: readonly Cure[] | undefined;
}

/** How builds of one source end. */
export type Outcome = { readonly kind: 'succeeds' } | ({
      readonly kind: 'fails';
      /** Whether a patch cures it; left out: it does where a change of the source could. */
      readonly unlessPatched?: boolean | undefined;
    } & CurableCause);

/** What decides how a build ends, beside the source's name. */
export interface OutcomeRules {
  readonly seed: string;
  /** The share of sources that fail, 0 to 1. */
  readonly failureRate: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** What many packages fail of together. */
export interface FailureCluster extends CurableCause {
  /** How often it is met, beside the others. */
  readonly weight: number;
  /** It fails once, and not when it is built again: a test that races, mostly. */
  readonly flaky?: boolean | undefined;
}

/** Failures come in clusters: few causes, most of them shared by many packages. The most frequent first. */
export const CLUSTERS: readonly FailureCluster[] = [
  { failure: 'byte-order', weight: 24 },
  { failure: 'architecture-flags', word: '-msse2', weight: 20, cures: [{ kind: 'macro', name: 'simd_flags' }] },
  { failure: 'assembler', word: 'emmintrin.h', weight: 13, cures: [{ kind: 'bcond', name: 'simd' }] },
  { failure: 'char-signedness', weight: 10, cures: [{ kind: 'environment', name: 'CFLAGS', word: '-fsigned-char' }] },
  { failure: 'compile-error', weight: 9 },
  { failure: 'test-failure', word: 'test-timeout', weight: 8, flaky: true },
  { failure: 'packaging', weight: 7 },
  { failure: 'assembler', word: 'cpuid.h', weight: 6, cures: [{ kind: 'bcond', name: 'simd' }] },
  { failure: 'old-autotools', weight: 5 },
  { failure: 'configure', weight: 4 },
  { failure: 'unsupported-architecture', weight: 3 },
  { failure: 'relocation', word: 'R_390_GOT12', weight: 3, cures: [{ kind: 'environment', name: 'CFLAGS', word: '-fPIC' }] },
];

/** The bcond that a simulation's spec guards its %check with. */
const TESTS = 'tests';
/** What no change of the source mends: the machine, and what others have to build first. */
const NOT_THE_SOURCE: ReadonlySet<SimulatedFailure> = new Set(['dependency', 'memory']);
const IN_CHECK: ReadonlySet<SimulatedFailure> = new Set(['byte-order', 'char-signedness', 'test-failure']);

/** Whether it fails in %check, which a build with `--nocheck` never gets to. */
export function failsInCheck({ failure }: FailureCause): boolean {
  return IN_CHECK.has(failure);
}

const IN_ANY_PACKAGE: ReadonlySet<SimulatedFailure> = new Set(['byte-order', 'test-failure', 'packaging', 'configure', 'dependency']);

/** Whether only a package can fail of it that has something to compile. */
export function needsCompiler({ failure }: FailureCause): boolean {
  return !IN_ANY_PACKAGE.has(failure);
}

/** Why a build of this source fails; null: it succeeds. The same job always ends in the same way. */
export function causeOf(rules: OutcomeRules, source: string, job: JobSettings): FailureCause | null {
  const cause = drawn(rules, source);
  if (cause === null) return null;
  if (failsInCheck(cause) && (job.noCheck || job.without.has(TESTS))) return null;
  if ((job.patches ?? []).length > 0 && (cause.unlessPatched ?? !NOT_THE_SOURCE.has(cause.failure))) return null;
  return (cause.cures ?? []).some((cure) => curedBy(cure, job)) ? null : cause;
}

function drawn(rules: OutcomeRules, source: string): Omit<Extract<Outcome, { kind: 'fails' }>, 'kind'> | null {
  const said = Object.hasOwn(rules.outcomes, source) ? rules.outcomes[source] : undefined;
  if (said !== undefined) return said.kind === 'fails' ? said : null;
  const random = randomFor(rules.seed, 'outcome', source);
  if (random() >= rules.failureRate) return null;
  let left = random() * CLUSTERS.reduce((sum, { weight }) => sum + weight, 0);
  return CLUSTERS.find(({ weight }) => (left -= weight) < 0) ?? null;
}
