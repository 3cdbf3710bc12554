import { FLAG_BITS } from '#shared/contract/schemas/port.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { PackageState } from '#shared/vocabulary/package-state.ts';
import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';

const INDEX_OF = new Map<PackageState, number>(PACKAGE_STATES.map((state, index) => [state, index]));

/** A port's changing columns, indexed by source, and when each row changed last: what deltas are cut from. */
export class PortColumns {
  readonly states: Uint8Array;
  readonly flags: Uint8Array;
  readonly waits: Int32Array;
  readonly #changedAt: Float64Array;

  constructor(rows: number, sequence: number) {
    this.states = new Uint8Array(rows);
    this.flags = new Uint8Array(rows);
    this.waits = new Int32Array(rows);
    this.#changedAt = new Float64Array(rows).fill(sequence);
  }

  get rows(): number {
    return this.states.length;
  }

  stateAt(row: number): PackageState {
    return PACKAGE_STATES[this.states[row] ?? 0] ?? 'blocked';
  }

  set(row: number, state: PackageState, flags: number, sequence: number): void {
    const index = INDEX_OF.get(state) ?? 0;
    if (this.states[row] === index && this.flags[row] === flags) return;
    this.states[row] = index;
    this.flags[row] = flags;
    this.#changedAt[row] = sequence;
  }

  setWaits(waits: Int32Array, sequence: number): void {
    for (let row = 0; row < this.rows; row++) {
      const count = waits[row] ?? 0;
      if (this.waits[row] === count) continue;
      this.waits[row] = count;
      this.#changedAt[row] = sequence;
    }
  }

  /** The rows that changed after `sequence`, ascending. */
  changedAfter(sequence: number): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.rows; row++) if ((this.#changedAt[row] ?? 0) > sequence) rows.push(row);
    return rows;
  }
}

/** The flags that follow from the plan alone. */
export function plannedFlags(plan: Plan, row: number): number {
  const { components } = plan;
  const inCycle = (components.closure.sizes[components.closure.of[row] ?? 0] ?? 1) > 1;
  return (plan.sources[row]?.noarchOnly === true ? FLAG_BITS.noarch : 0) | (inCycle ? FLAG_BITS.cycle : 0);
}
