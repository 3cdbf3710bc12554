/** More phases than this are not kept: mock has a dozen, a hostile log may have more. */
const MAX_PHASES = 500;
const STEP = /(?:^|\s)(Start|Finish): (.{1,200}?)\s*$/;

/** One phase of mock, as its state.log tells it; lines count from 1. */
export interface MockPhase {
  readonly name: string;
  readonly started: number;
  /** Null: it was never finished, so mock ended inside it. */
  readonly finished: number | null;
}

/**
 * The phases that mock's state.log names (`Start: chroot init`, `Finish: chroot init`; mock, py/mockbuild/state.py), in the order
 * in which they began. They nest; a Finish closes the innermost open phase of its name, and one without a Start counts for nothing.
 */
export function mockPhases(log: string): MockPhase[] {
  const phases: { name: string; started: number; finished: number | null }[] = [];
  log.split('\n').forEach((text, index) => {
    const [, what, name = ''] = STEP.exec(text.slice(0, 400)) ?? [];
    if (what === 'Start' && phases.length < MAX_PHASES) phases.push({ name, started: index + 1, finished: null });
    const open = what === 'Finish' ? phases.findLast((phase) => phase.finished === null && phase.name === name) : undefined;
    if (open !== undefined) open.finished = index + 1;
  });
  return phases;
}

/** The innermost phase in which mock ended, or null where it finished all that it began. */
export function phaseOfEnd(phases: readonly MockPhase[]): string | null {
  return phases.findLast(({ finished }) => finished === null)?.name ?? null;
}
