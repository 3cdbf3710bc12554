import { isEnded } from '../vocabulary/attempt-state.ts';
import { sameChange, sameThing, type FixChange } from './fix.ts';
import type { Attempt } from './attempt.ts';

const DAY = 24 * 60 * 60_000;
/** Days from the first of March of the year 0 to the first of January 1970, by the count of {@link dayOf}. */
const TO_1970 = 719_469;

/** How the last try to build without a fix stands. `undecided`: it ended without saying anything of the package. */
export type TrialKind = 'never' | 'running' | 'succeeded' | 'failed' | 'undecided';

export interface Trial {
  readonly kind: TrialKind;
  readonly attempt: Attempt | null;
}

/** The day that a port fix names, in milliseconds since 1970 (UTC); null where it names none. */
export function dayOf(since: string | undefined): number | null {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(since ?? '') ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null;
  // Counted from the first of March, so that a leap day is the last of its year (proleptic Gregorian).
  const shifted = month <= 2 ? year - 1 : year;
  const days = 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day;
  return (days - TO_1970) * DAY;
}

/** Whole days since then; null where the fix names no day. Never negative: a clock may be wrong. */
export function ageInDays(since: string | undefined, now: number): number | null {
  const day = dayOf(since);
  return day === null ? null : Math.max(0, Math.floor((now - day) / DAY));
}

/**
 * The last scratch build that tried to do without the fix, whole and since the fix is there: what was tried without an
 * earlier one of the same thing says nothing.
 *
 * @param attempts of the package, in order
 */
export function trialWithout(attempts: readonly Attempt[], change: FixChange, since: string | undefined): Trial {
  const from = dayOf(since) ?? 0;
  const attempt = attempts.findLast(({ purpose, createdAt }) => purpose?.without != null && purpose.until === null && createdAt >= from && sameThing(purpose.without, change));
  if (attempt === undefined) return { kind: 'never', attempt: null };
  if (!isEnded(attempt.state)) return { kind: 'running', attempt };
  if (attempt.state === 'succeeded') return { kind: 'succeeded', attempt };
  return { kind: attempt.state === 'failed' && attempt.failure?.fault !== 'infrastructure' ? 'failed' : 'undecided', attempt };
}

/** Whether what an attempt made carries the fix. Older versions wrote down only that there was debt, so that it is taken for carried. */
export function carriesFix({ fixes, debt }: Pick<Attempt, 'fixes' | 'debt'>, change: FixChange): boolean {
  return fixes === null ? debt : fixes.some((each) => sameChange(each, change));
}
