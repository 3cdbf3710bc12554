/**
 * A value that changes and that windows follow. A follower that is slow sees the newest value when it next looks, not
 * each one in between: what is followed here is state, never a sequence that must be whole.
 */
export class Live<Value> {
  #value: Value;
  readonly #wakers = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    for (const wake of [...this.#wakers]) wake();
  }

  /** The value now, then after each change, until `signal` aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<Value> {
    let seen: { readonly value: Value } | null = null;
    while (!signal.aborted) {
      const value = this.#value;
      if (seen === null || seen.value !== value) {
        seen = { value };
        yield value;
        continue;
      }
      await this.changed(signal);
    }
  }

  /** Resolves at the next change, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wakers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
