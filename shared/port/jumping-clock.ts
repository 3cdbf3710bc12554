interface Appointment {
  readonly at: number;
  /** Of two at the same moment the earlier made comes first. */
  readonly order: number;
  readonly act: () => void;
}

/**
 * Time that jumps from one thing that is to happen to the next: days of a port in a moment, and the same ones every
 * time. Milliseconds from any moment on.
 */
export class JumpingClock {
  /** A heap: each comes no later than its two children. */
  readonly #heap: Appointment[] = [];
  #now = 0;
  #made = 0;

  get now(): number {
    return this.#now;
  }

  /** Calls `act` at that time; what lies in the past comes next. */
  at(time: number, act: () => void): void {
    const one: Appointment = { at: Math.max(time, this.#now), order: this.#made++, act };
    let hole = this.#heap.length;
    this.#heap.push(one);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || isBefore(above, one)) break;
      this.#heap[hole] = above;
      hole = parent;
    }
    this.#heap[hole] = one;
  }

  /** Goes from one to the next until nothing is to happen any more. */
  run(): void {
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      this.#now = next.at;
      next.act();
    }
  }

  #take(): Appointment | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || last === first) return first;
    let hole = 0;
    for (;;) {
      const left = this.#heap[2 * hole + 1];
      const right = this.#heap[2 * hole + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(last, child)) break;
      this.#heap[hole] = child;
      hole = 2 * hole + (child === left ? 1 : 2);
    }
    this.#heap[hole] = last;
    return first;
  }
}

function isBefore(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
