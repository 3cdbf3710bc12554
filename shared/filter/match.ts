import type { FailureClass } from '../triage/classes.ts';
import type { PackageState } from '../vocabulary/package-state.ts';
import { patternOf } from './pattern.ts';
import { isStateFlag, type FilterFlag, type FilterTerm, type NumberField } from './terms.ts';
import { holds } from './values.ts';

/** All packages, as the filter sees them: by index. */
export interface Subjects {
  readonly count: number;
  name(index: number): string;
  state(index: number): PackageState;
  has(index: number, flag: FilterFlag): boolean;
  /** What its last build failed of; null where it has not failed. */
  failureClass(index: number): FailureClass | null;
  /** Empty where nobody owns it. */
  owner(index: number): string;
  /** −1 where it is not known. `duration` in seconds. */
  number(index: number, field: Exclude<NumberField, 'pass'>): number;
}

/** What a term means depends on who looks, and when. */
export interface FilterContext {
  /** The name of whoever looks; empty when it is not known. */
  readonly me: string;
  /** The pass that the subjects stand in, from 1. */
  readonly pass: number;
}

export type Test = (index: number) => boolean;

/** A term that can be asked of each subject, or why it cannot: such a term is passed over. */
export type Prepared = { readonly problem: string; readonly test: null } | { readonly problem: null; readonly test: Test };

/** Makes a term ready for these subjects; its `-` is in the test. */
export function prepare({ negated, ask }: FilterTerm, subjects: Subjects, { me, pass }: FilterContext): Prepared {
  const ready = (test: Test): Prepared => ({ problem: null, test: negated ? (index) => !test(index) : test });
  switch (ask.kind) {
    case 'broken':
      return { problem: ask.problem, test: null };
    case 'name': {
      const part = ask.part.toLowerCase();
      return ready((index) => subjects.name(index).toLowerCase().includes(part));
    }
    case 'pattern': {
      const pattern = patternOf(ask.pattern);
      return pattern.ok ? ready((index) => pattern.value.test(subjects.name(index))) : { problem: `/${ask.pattern}/ is not understood: ${pattern.error}`, test: null };
    }
    case 'state': {
      const states = new Set<string>(ask.states);
      const flags = ask.states.filter(isStateFlag);
      return ready((index) => states.has(subjects.state(index)) || flags.some((flag) => subjects.has(index, flag)));
    }
    case 'class':
      return ready((index) => {
        const failureClass = subjects.failureClass(index);
        return failureClass !== null && ask.classes.includes(failureClass);
      });
    case 'owner': {
      if (me === '' && ask.owners.some((owner) => owner.toLowerCase() === 'me')) return { problem: 'Who “me” is, is not known yet: say who you are.', test: null };
      const owners = new Set(ask.owners.map((owner) => ownerOf(owner.toLowerCase(), me)));
      return ready((index) => owners.has(subjects.owner(index).toLowerCase()));
    }
    case 'flag':
      return ready((index) => ask.flags.some((flag) => subjects.has(index, flag)));
    case 'number': {
      const { field, comparisons } = ask;
      if (field === 'pass') {
        const shown = comparisons.some((comparison) => holds(comparison, pass));
        return shown ? ready(() => true) : { problem: `The chart shows pass ${pass}, and only that one can be asked for.`, test: null };
      }
      return ready((index) => {
        const value = subjects.number(index, field);
        return value >= 0 && comparisons.some((comparison) => holds(comparison, value));
      });
    }
  }
}

function ownerOf(word: string, me: string): string {
  return word === 'me' ? me.toLowerCase() : word === 'none' ? '' : word;
}

/** Which subjects match all that can be asked: 1 or 0 for each, and how many; null where nothing is asked. */
export function matchAll(prepared: readonly Prepared[], count: number): { readonly mask: Uint8Array; readonly count: number } | null {
  const tests = prepared.flatMap(({ test }) => test ?? []);
  if (tests.length === 0) return null;
  const mask = new Uint8Array(count);
  let matching = 0;
  for (let index = 0; index < count; index++) {
    if (!tests.every((test) => test(index))) continue;
    mask[index] = 1;
    matching += 1;
  }
  return { mask, count: matching };
}
