import type { SourceName } from '../vocabulary/ids.ts';
import type { ScratchPurpose } from './events.ts';

/** A scratch build that waits for a slot. */
export interface ScratchWish {
  readonly source: SourceName;
  readonly purpose: ScratchPurpose;
}

/** The scratch builds that wait, in the order in which they were asked for. */
export class ScratchWishes {
  readonly #wishes = new Map<string, ScratchWish>();

  get size(): number {
    return this.#wishes.size;
  }

  all(): readonly ScratchWish[] {
    return [...this.#wishes.values()];
  }

  add(wish: ScratchWish): void {
    this.#wishes.set(wish.purpose.wish, wish);
  }

  /** Takes one out; the source that it was for, where it was there. */
  take(wish: string): SourceName | undefined {
    const source = this.#wishes.get(wish)?.source;
    this.#wishes.delete(wish);
    return source;
  }

  clear(): void {
    this.#wishes.clear();
  }
}
