import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { FixChange } from '#shared/port/fix.ts';
import type { StateDeriver } from '#shared/port/state-deriver.ts';
import { noCounts } from '#shared/progress/tally.ts';
import type { PackageState } from '#shared/vocabulary/package-state.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

const INDEX_OF = new Map<PackageState, number>(PACKAGE_STATES.map((state, index) => [state, index]));

/** As in the columns of the same names in `portSnapshot`. */
export interface Beside {
  readonly failureClass: number;
  readonly owner: string;
  readonly seconds: number;
}

/** Between two events there is room for this many cuts that see different waits. */
const BETWEEN = 1 / 4096;

/**
 * A port's changing columns, indexed by source, when each row changed last (what deltas are cut from), and the counts
 * of the strip, kept as rows change.
 *
 * A row's mark is the sequence number of the event that changed it. Waits are counted when there is time for it, and may
 * change a row after a delta with the last event was cut; such a mark lies between that event and the next.
 */
export class PortColumns {
  readonly states: Uint8Array;
  readonly flags: Uint16Array;
  readonly waits: Int32Array;
  readonly failureClasses: Int8Array;
  readonly owners: string[];
  readonly seconds: Int32Array;
  readonly #marks: Float64Array;
  readonly #counts: Record<PackageState, number>;
  #withDebt = 0;
  #pristine = 0;
  /** The newest mark, and the newest that a cut has taken along. */
  #newest: number;
  #cut: number;

  constructor(rows: number, sequence: number) {
    this.states = new Uint8Array(rows);
    this.flags = new Uint16Array(rows);
    this.waits = new Int32Array(rows);
    this.failureClasses = new Int8Array(rows).fill(-1);
    this.owners = Array.from({ length: rows }, () => '');
    this.seconds = new Int32Array(rows);
    this.#marks = new Float64Array(rows).fill(sequence);
    this.#newest = sequence;
    this.#cut = sequence;
    this.#counts = noCounts();
    this.#counts[this.stateAt(0)] = rows;
  }

  get rows(): number {
    return this.states.length;
  }

  get counts(): Readonly<Record<PackageState, number>> {
    return { ...this.#counts };
  }

  /** Packages in the repository whose build carries a port fix that must go again. */
  get withDebt(): number {
    return this.#withDebt;
  }

  /** Packages in the repository that nothing but own packages built, three times over. */
  get pristine(): number {
    return this.#pristine;
  }

  stateAt(row: number): PackageState {
    return PACKAGE_STATES[this.states[row] ?? 0] ?? 'blocked';
  }

  set(row: number, state: PackageState, flags: number, sequence: number): void {
    const index = INDEX_OF.get(state) ?? 0;
    if (this.states[row] === index && this.flags[row] === flags) return;
    const [before, flagsBefore] = [this.stateAt(row), this.flags[row] ?? 0];
    this.#counts[before] -= 1;
    this.#counts[state] += 1;
    this.#withDebt += Number(isInRepoWith(state, flags, FLAG_BITS.provisional)) - Number(isInRepoWith(before, flagsBefore, FLAG_BITS.provisional));
    this.#pristine += Number(isInRepoWith(state, flags, FLAG_BITS.pristine)) - Number(isInRepoWith(before, flagsBefore, FLAG_BITS.pristine));
    this.states[row] = index;
    this.flags[row] = flags;
    this.#marks[row] = this.#mark(sequence);
  }

  /** What stands beside the state: the class of its failure, who looks after it, and how long it took to build. */
  setBeside(row: number, beside: Beside, sequence: number): void {
    const { failureClass, owner, seconds } = beside;
    if (this.failureClasses[row] === failureClass && this.owners[row] === owner && this.seconds[row] === seconds) return;
    this.failureClasses[row] = failureClass;
    this.owners[row] = owner;
    this.seconds[row] = seconds;
    this.#marks[row] = this.#mark(sequence);
  }

  setWaits(waits: ArrayLike<number>, sequence: number): void {
    const mark = this.#mark(sequence);
    for (let row = 0; row < this.rows; row++) {
      const count = waits[row] ?? 0;
      if (this.waits[row] === count) continue;
      this.waits[row] = count;
      this.#marks[row] = mark;
    }
  }

  /** The rows that changed after `mark` (an event’s sequence number, or what {@link cut} gave back), ascending. */
  changedAfter(mark: number): number[] {
    const rows: number[] = [];
    if (mark >= this.#newest) return rows;
    for (let row = 0; row < this.rows; row++) if ((this.#marks[row] ?? 0) > mark) rows.push(row);
    return rows;
  }

  /** Notes that all changes so far have been taken along, so that later ones get later marks. Returns the mark to go on from. */
  cut(sequence: number): number {
    this.#cut = Math.max(this.#newest, sequence);
    return this.#cut;
  }

  #mark(sequence: number): number {
    const mark = sequence > this.#cut ? sequence : Math.min(this.#cut + BETWEEN, Math.floor(this.#cut) + 1 - BETWEEN);
    this.#newest = Math.max(this.#newest, mark);
    return mark;
  }
}

function isInRepoWith(state: PackageState, flags: number, bit: number): boolean {
  return state === 'in-repo' && (flags & bit) !== 0;
}

/** The flags that follow from what has happened; `fixes` are those that a build of the source would carry now. */
export function derivedFlags(deriver: StateDeriver, row: number, fixes: readonly FixChange[]): number {
  return (
    (deriver.hasDebt(row) ? FLAG_BITS.provisional : 0) |
    (deriver.isStale(row, fixes) ? FLAG_BITS.stale : 0) |
    (fixes.length > 0 ? FLAG_BITS.fixed : 0) |
    (deriver.isImported(row) ? FLAG_BITS.imported : 0) |
    (deriver.isCutByBase(row) ? FLAG_BITS.viaBase : 0) |
    (deriver.isTriaged(row) ? FLAG_BITS.triaged : 0) |
    (deriver.isPristine(row) ? FLAG_BITS.pristine : 0) |
    (deriver.isInherited(row) ? FLAG_BITS.inherited : 0)
  );
}

/** The flags that follow from the plan alone. */
export function plannedFlags(plan: Plan, row: number): number {
  const { components } = plan;
  const inCycle = (components.closure.sizes[components.closure.of[row] ?? 0] ?? 1) > 1;
  return (plan.sources[row]?.noarchOnly === true ? FLAG_BITS.noarch : 0) | (inCycle ? FLAG_BITS.cycle : 0) | (plan.undecided.includes(row) ? FLAG_BITS.undecided : 0);
}
