import type { BuilderName } from '../vocabulary/ids.ts';
import type { Attempt } from './attempt.ts';

/** Milliseconds before the second try after an infrastructure fault; doubles with each. */
const FIRST_BACKOFF = 5_000;

/** When a package may be tried again after the infrastructure failed it, and which builders it should rather avoid. */
export interface RetryAdvice {
  /** Milliseconds since 1970; 0: at once. */
  readonly notBefore: number;
  readonly avoid: ReadonlySet<BuilderName>;
}

/**
 * Builders are avoided for every fault since the last attempt that said something of the package; the wait counts the
 * faults since a person last asked for it only, who does not ask in order to wait.
 *
 * @param attempts of one source, in order; scratch builds say nothing
 * @param faults `infrastructureFaults` of its record
 * @param elsewhere whoever asked wants another builder than the one where it failed last
 */
export function retryAdvice(attempts: readonly Attempt[], faults: number, elsewhere = false): RetryAdvice {
  const avoid = new Set<BuilderName>();
  let last: Attempt | undefined;
  for (const attempt of attempts.toReversed()) {
    if (attempt.scratch) continue;
    if (attempt.state !== 'lost' && attempt.failure?.fault !== 'infrastructure') {
      if (elsewhere && attempt.failure !== null) avoid.add(attempt.builder);
      break;
    }
    avoid.add(attempt.builder);
    last ??= attempt;
  }
  return { notBefore: faults === 0 || last === undefined ? 0 : (last.endedAt ?? 0) + FIRST_BACKOFF * 2 ** (faults - 1), avoid };
}
