import type { FailureClass } from '../triage/classes.ts';
import type { PackageState } from '../vocabulary/package-state.ts';

/** What a package can be beside its state. Each is also a word of its own: `noarch`, `-cycle`. */
export const FILTER_FLAGS = ['provisional', 'stale', 'triaged', 'noarch', 'fixed', 'cycle', 'imported', 'inherited', 'pristine', 'undecided'] as const;
export type FilterFlag = (typeof FILTER_FLAGS)[number];

/** Fields that are compared as numbers; `duration` is in seconds. */
export const NUMBER_FIELDS = ['waits', 'needs', 'rank', 'duration', 'pass'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export const FILTER_FIELDS = ['state', 'class', 'owner', 'is', ...NUMBER_FIELDS] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Flags that the legend counts as states: in-repo with debt or with changed inputs, failed with a verdict. */
export const STATE_FLAGS = ['provisional', 'stale', 'triaged'] as const;
export type StateFlag = (typeof STATE_FLAGS)[number];

/** A state, or a state with one of its flags: what the legend calls a state. */
export type FilterState = PackageState | StateFlag;

export const SIGNS = ['>=', '<=', '>', '<', '='] as const;

export interface Comparison {
  readonly sign: (typeof SIGNS)[number];
  /** A whole number from 0; of a duration in seconds. */
  readonly bound: number;
}

/** What one term asks of a package; any value of a list will do. */
export type Ask =
  | { readonly kind: 'name'; readonly part: string }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'state'; readonly states: readonly FilterState[] }
  | { readonly kind: 'class'; readonly classes: readonly FailureClass[] }
  /** `me` stands for whoever looks, `none` for nobody. */
  | { readonly kind: 'owner'; readonly owners: readonly string[] }
  | { readonly kind: 'flag'; readonly flags: readonly FilterFlag[] }
  | { readonly kind: 'number'; readonly field: NumberField; readonly comparisons: readonly Comparison[] }
  /** It cannot be read; why, for a person. */
  | { readonly kind: 'broken'; readonly problem: string };

/** One word of the filter. All must hold; one that is negated must not. */
export interface FilterTerm {
  readonly negated: boolean;
  readonly ask: Ask;
  /** As it was written, `-` included. */
  readonly text: string;
}

export const isStateFlag = (word: string): word is StateFlag => STATE_FLAGS.some((flag) => flag === word);
export const isFilterFlag = (word: string): word is FilterFlag => FILTER_FLAGS.some((flag) => flag === word);
export const isFilterField = (word: string): word is FilterField => FILTER_FIELDS.some((field) => field === word);
