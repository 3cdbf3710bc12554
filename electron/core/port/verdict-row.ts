import type { VerdictRow } from '#shared/contract/schemas/attempt.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { verdictStands, type Verdict } from '#shared/port/verdict.ts';

/** A verdict as windows are told it; `latest` is the attempt that stands now. */
export function verdictRow(verdict: Verdict | null, latest: Attempt | undefined): VerdictRow | null {
  if (verdict === null) return null;
  const { failureClass, note, at } = verdict;
  return { failureClass, note, at, stands: verdictStands(verdict, latest?.failure ?? null) };
}
