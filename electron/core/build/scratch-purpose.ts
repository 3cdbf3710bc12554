import { randomBytes } from 'node:crypto';

import type { ScratchPurpose } from '#shared/port/events.ts';
import { sameChange, withoutFix, type FixChange, type PortFix } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** What a person wants tried: with other fixes than the project's, or without one of them. */
export interface ScratchRequest {
  readonly fixes?: readonly PortFix[] | undefined;
  readonly without?: FixChange | undefined;
  readonly until?: 'prep' | undefined;
}

/** The wish with all that it means, so that it means the same after a restart. Throws a {@link ProblemError} for one that asks nothing. */
export function purposeOf({ fixes, without, until }: ScratchRequest, project: readonly PortFix[]): ScratchPurpose {
  if (without !== undefined && fixes !== undefined) throw new ProblemError('bad-input', 'A scratch build is either with other port fixes, or without one of those that are there.');
  const present = project.map(({ change }) => change);
  if (without !== undefined && withoutFix(project, without).length === project.length) {
    throw new ProblemError('not-found', `The package has no port fix “${fixWords(without)}” any more.`);
  }
  const changes = without === undefined ? (fixes ?? project).map(({ change }) => change) : withoutFix(project, without).map(({ change }) => change);
  return {
    wish: randomBytes(8).toString('hex'),
    words: wordsOf(changes, present, without, until),
    fixes: changes,
    without: without ?? null,
    until: until ?? null,
  };
}

function wordsOf(changes: readonly FixChange[], present: readonly FixChange[], without: FixChange | undefined, until: 'prep' | undefined): string {
  if (without !== undefined) return `without ${fixWords(without)}${until === undefined ? '' : ', up to %prep'}`;
  const lacks = (from: readonly FixChange[], change: FixChange): boolean => !from.some((each) => sameChange(each, change));
  const fresh = changes.filter((change) => lacks(present, change)).map(fixWords);
  const gone = present.filter((change) => lacks(changes, change)).map(fixWords);
  const words = [...(fresh.length > 0 ? [`with ${fresh.join(', ')}`] : []), ...(gone.length > 0 ? [`without ${gone.join(', ')}`] : [])].join(', ');
  if (until === 'prep') return `whether it can be prepared ${words === '' ? 'as the project says' : words}`;
  return words === '' ? 'as the project says' : words;
}
