import { PACKAGE_STATES, type PackageState } from '../vocabulary/package-state.ts';

const INDEX_OF = new Map<PackageState, number>(PACKAGE_STATES.map((state, index) => [state, index]));

/**
 * What the Map shows of a package in one byte: twice the index of its state in PACKAGE_STATES, and 1 more where it is marked:
 * what is in the repository by debt, what failed by a person's verdict.
 */
export function lookOf(state: PackageState, marked: boolean): number {
  return 2 * (INDEX_OF.get(state) ?? 0) + (marked ? 1 : 0);
}

/** Index into PACKAGE_STATES. */
export function stateOfLook(look: number): number {
  return look >> 1;
}

export function isMarkedLook(look: number): boolean {
  return (look & 1) === 1;
}
