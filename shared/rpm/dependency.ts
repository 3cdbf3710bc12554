import type { Evr } from './evr.ts';

/** How two EVRs are compared; `any` where no version is given. */
export type Comparison = 'any' | 'lt' | 'le' | 'eq' | 'ge' | 'gt';

/** One capability, perhaps with a version: `zlib-devel >= 1.2.11`. A name that starts with `/` is a file. */
export interface SimpleDependency {
  readonly kind: 'simple';
  readonly name: string;
  readonly comparison: Comparison;
  readonly evr: Evr | null;
}

/** A rich (boolean) dependency, rpm ≥ 4.13: `(a and b)`, `(a if b else c)`, nested. */
export type RichDependency =
  | { readonly kind: 'and' | 'or' | 'with'; readonly terms: readonly Dependency[] }
  | { readonly kind: 'without'; readonly left: Dependency; readonly right: Dependency }
  | { readonly kind: 'if' | 'unless'; readonly then: Dependency; readonly condition: Dependency; readonly otherwise: Dependency | null };

export type Dependency = SimpleDependency | RichDependency;

/** What a package offers: a name, and a version if it says one. */
export interface Provide {
  readonly name: string;
  /** `any` for an unversioned Provides, else nearly always `eq`. */
  readonly comparison: Comparison;
  readonly evr: Evr | null;
}
