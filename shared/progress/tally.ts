import type { PackageState } from '../vocabulary/package-state.ts';
import { PACKAGE_STATES } from '../vocabulary/package-state.ts';

/** The honest numbers of a pass; counts are of source packages (product.md, "States"). */
export interface Tally {
  readonly counts: Readonly<Record<PackageState, number>>;
  readonly total: number;
  /** all − not-for-arch: what the percentage is of. */
  readonly portable: number;
  readonly inRepo: number;
  readonly withDebt: number;
  readonly pristine: number;
  readonly leftOut: number;
  readonly toGo: number;
}

/** @param provisional per source, whether what is in-repo was built with debt; @param pristine per source, depth ≥ 3 */
export function tallyOf(states: Iterable<PackageState>, provisional: (index: number) => boolean, pristine: (index: number) => boolean): Tally {
  const counts = noCounts();
  let total = 0;
  let withDebt = 0;
  let deep = 0;
  for (const state of states) {
    counts[state] += 1;
    if (state === 'in-repo') {
      if (provisional(total)) withDebt += 1;
      if (pristine(total)) deep += 1;
    }
    total += 1;
  }
  return tallyFrom(counts, withDebt, deep);
}

/** A tally of packages that somebody counted already. */
export function tallyFrom(counts: Readonly<Record<PackageState, number>>, withDebt: number, pristine: number): Tally {
  const total = PACKAGE_STATES.reduce((sum, state) => sum + counts[state], 0);
  const portable = total - counts['not-for-arch'];
  const inRepo = counts['in-repo'];
  const leftOut = counts['left-out'];
  return { counts, total, portable, inRepo, withDebt, pristine, leftOut, toGo: portable - inRepo - leftOut };
}

/** No package in any state. */
export function noCounts(): Record<PackageState, number> {
  return Object.fromEntries(PACKAGE_STATES.map((state) => [state, 0])) as Record<PackageState, number>;
}

/** Per cent ported, of what is portable; 0 for an empty port. What is left out counts against it. */
export function percentPorted(tally: Pick<Tally, 'inRepo' | 'portable'>): number {
  return tally.portable === 0 ? 0 : (100 * tally.inRepo) / tally.portable;
}

/** “2,431 ported (88 with debt, 1,020 pristine), 12 left out, 208 to go, of 2,651”. */
export function tallySentence(tally: Omit<Tally, 'counts'>): string {
  const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  const parts = [
    `${number(tally.inRepo)} ported (${number(tally.withDebt)} with debt, ${number(tally.pristine)} pristine)`,
    `${number(tally.leftOut)} left out`,
    `${number(tally.toGo)} to go`,
    `of ${number(tally.portable)}`,
  ];
  return parts.join(', ');
}
