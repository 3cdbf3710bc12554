import type { SimulatorClock } from '../clock.ts';

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

/** Time that passes only when a test says so. */
export class DrivenClock implements SimulatorClock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How many timers wait: whether anybody waits for time to pass. */
  get waiting(): number {
    return this.#timers.size;
  }

  setTimer(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), act };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Lets `ms` pass; timers are called in the order of their times, those that they set included. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#next(end); due !== null; due = this.#next(end)) {
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.act();
    }
    this.#now = end;
  }

  #next(end: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) if (timer.at <= end && (next === null || timer.at < next.at)) next = timer;
    return next;
  }
}
