import type { CausalLine } from './events.ts';

/** Older versions kept this many lines before the causal one, and did not say where they begin. */
const BEFORE = 3;

/** The number of the first line of a causal line's context, for lines of events of any age. */
export function contextFromOf(causal: CausalLine): number {
  return causal.contextFrom ?? Math.max(1, causal.line - BEFORE);
}
