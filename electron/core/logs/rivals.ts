import type { LogRival } from '#shared/contract/schemas/log-view.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import type { Ledger } from '#shared/port/ledger.ts';

/** Attempts of one source that are offered, and of others that failed in the same way. */
const MOST_OWN = 40;
const MOST_OTHERS = 12;

export interface Rival {
  readonly attempt: Attempt;
  readonly why: LogRival['why'];
}

/**
 * The attempts whose logs one may be compared with, the most telling first: the last one of its source that succeeded, the other
 * ones from the newest on, then the newest of other sources with the same signature.
 */
export function rivalsOf(ledger: Pick<Ledger, 'attemptsOf' | 'attempts'>, of: Attempt, hasLog: (attempt: Attempt) => boolean): Rival[] {
  const own = ledger.attemptsOf(of.source).filter((each) => each.id !== of.id && hasLog(each)).toReversed();
  const good = own.find(({ state }) => state === 'succeeded');
  const rest = own.filter((each) => each !== good).slice(0, MOST_OWN);
  const others = new Map<string, Attempt>();
  if (of.failure !== null) {
    for (const each of ledger.attempts()) {
      if (each.source !== of.source && each.failure?.signature === of.failure.signature) others.set(each.source, each);
    }
  }
  return [
    ...(good === undefined ? [] : [{ attempt: good, why: 'last-good' as const }]),
    ...rest.map((attempt) => ({ attempt, why: attempt.number < of.number ? ('earlier' as const) : ('later' as const) })),
    ...[...others.values()].reverse().filter(hasLog).slice(0, MOST_OTHERS).map((attempt) => ({ attempt, why: 'same-signature' as const })),
  ];
}
