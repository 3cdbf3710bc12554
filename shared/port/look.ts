import { PACKAGE_STATES, type PackageState } from '../vocabulary/package-state.ts';

const INDEX_OF = new Map<PackageState, number>(PACKAGE_STATES.map((state, index) => [state, index]));

/** What the Map shows of a package in one byte: twice the index of its state in PACKAGE_STATES, and 1 more where what is in the repository carries debt. */
export function lookOf(state: PackageState, debt: boolean): number {
  return 2 * (INDEX_OF.get(state) ?? 0) + (debt ? 1 : 0);
}

/** Index into PACKAGE_STATES. */
export function stateOfLook(look: number): number {
  return look >> 1;
}

export function isDebtLook(look: number): boolean {
  return (look & 1) === 1;
}
