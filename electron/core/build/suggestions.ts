import { readFileSync } from 'node:fs';

import type { SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { isFailureClass } from '#shared/triage/classes.ts';
import { suggestFixes } from '#shared/triage/suggest.ts';

import type { SpecOrigin } from '../planning/planned-port.ts';

/** The port fixes that the program offers for a failed attempt; none where the spec gives no handle. */
export function suggestionsFor(attempt: Attempt | undefined, origin: SpecOrigin | null): SuggestedFix[] {
  const failure = attempt?.failure;
  if (attempt === undefined || failure == null || origin === null || !isFailureClass(failure.failureClass)) return [];
  const facts = { class: failure.failureClass, section: attempt.phase, causal: failure.causal };
  return suggestFixes(facts, textOf(origin.path)).map(({ change, title, because, debt }) => ({ title, because, fix: { change, reason: because, debt } }));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
