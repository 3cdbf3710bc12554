import type { BuilderName } from '../vocabulary/ids.ts';
import type { Attempt } from './ledger.ts';

/** Milliseconds before the second try after an infrastructure fault; doubles with each. */
const FIRST_BACKOFF = 5_000;

/** When a package may be tried again after the infrastructure failed it, and which builders it should rather avoid. */
export interface RetryAdvice {
  /** Milliseconds since 1970; 0: at once. */
  readonly notBefore: number;
  readonly avoid: ReadonlySet<BuilderName>;
}

/** @param attempts of one source, in order */
export function retryAdvice(attempts: readonly Attempt[]): RetryAdvice {
  const avoid = new Set<BuilderName>();
  let notBefore = 0;
  let faults = 0;
  for (const attempt of attempts.toReversed()) {
    const infrastructure = attempt.state === 'lost' || attempt.failure?.fault === 'infrastructure';
    if (!infrastructure) break;
    avoid.add(attempt.builder);
    faults += 1;
    if (faults === 1) notBefore = attempt.endedAt ?? 0;
  }
  return { notBefore: faults === 0 ? 0 : notBefore + FIRST_BACKOFF * 2 ** (faults - 1), avoid };
}
