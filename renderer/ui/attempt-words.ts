import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { AttemptState, BuildPhase } from '#shared/vocabulary/attempt-state.ts';

export const ATTEMPT_GLYPHS: Readonly<Record<AttemptState, string>> = {
  created: '◔',
  leased: '◔',
  preparing: '▲',
  building: '▲',
  collecting: '▲',
  succeeded: '✓',
  failed: '✕',
  cancelled: '–',
  lost: '◌',
};

/** `building, %check`; `failed, architecture-flags`. */
export function sayAttemptState({ state, phase, failureClass, scratch }: Pick<AttemptRow, 'state' | 'phase' | 'failureClass' | 'scratch'>): string {
  const more = state === 'failed' && failureClass !== null ? `, ${sayClass(failureClass)}` : '';
  return `${scratch ? 'scratch, ' : ''}${sayPhase(state, phase)}${more}`;
}

export function sayPhase(state: AttemptState, phase: BuildPhase | null): string {
  return state === 'building' && phase !== null ? `building, %${phase}` : state;
}

/** `architecture-flags` → `architecture flags`. */
export function sayClass(failureClass: string): string {
  return failureClass.replaceAll('-', ' ');
}
