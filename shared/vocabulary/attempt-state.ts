/** Where an attempt is. `building` carries the phase in {@link BUILD_PHASES}. */
export const ATTEMPT_STATES = [
  'created',
  'leased',
  'preparing',
  'building',
  'collecting',
  'succeeded',
  'failed',
  'cancelled',
  'lost',
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export const BUILD_PHASES = ['prep', 'build', 'install', 'check'] as const;
export type BuildPhase = (typeof BUILD_PHASES)[number];

const ENDED: ReadonlySet<AttemptState> = new Set(['succeeded', 'failed', 'cancelled', 'lost']);

/** An attempt that has ended is immutable. */
export function isEnded(state: AttemptState): boolean {
  return ENDED.has(state);
}
