import type { AttemptId, SourceName } from '../vocabulary/ids.ts';

/** A dependency that a landing would break, in words (`shared/plan/landing-check.ts`). */
export interface HeldFor {
  /** NEVRA of a package of the repository, or the name of a source that waits. */
  readonly who: string;
  readonly dependency: string;
  /** NEVRA of what serves it now. */
  readonly servedBy: string;
}

/** A build that is not published, since that would break what resolves now. */
export interface Held {
  readonly attempt: AttemptId;
  /** The first of what would break. */
  readonly breaks: readonly HeldFor[];
  /** How many there are in all. */
  readonly total: number;
}

/** So many of what a landing would break are written down. */
export const HELD_NAMED = 20;

/** What is held, and what a person (or a later look) let go. */
export class Holds {
  readonly #held = new Map<SourceName, Held>();
  /** Of each build that was let go, the earlier build whose packages stay beside it; null: none. */
  readonly #released = new Map<AttemptId, AttemptId | null>();

  hold(source: SourceName, held: Held): void {
    this.#held.set(source, held);
  }

  release(source: SourceName, attempt: AttemptId, keep: AttemptId | null): void {
    this.#released.set(attempt, keep);
    if (this.#held.get(source)?.attempt === attempt) this.#held.delete(source);
  }

  /** A newer build has taken its place, or its pass is over. */
  drop(source: SourceName): void {
    this.#held.delete(source);
  }

  clear(): void {
    this.#held.clear();
  }

  of(source: SourceName): Held | null {
    return this.#held.get(source) ?? null;
  }

  all(): readonly Held[] {
    return [...this.#held.values()];
  }

  isReleased(attempt: AttemptId): boolean {
    return this.#released.has(attempt);
  }

  /** The earlier build whose packages stay in the repository beside those of this one. */
  keptWith(attempt: AttemptId): AttemptId | null {
    return this.#released.get(attempt) ?? null;
  }
}

/** Why a package is held, in a sentence. */
export function heldSentence({ breaks, total }: Held): string {
  const [first] = breaks;
  if (first === undefined) return 'Publishing it would break what resolves now.';
  const more = total > 1 ? `, and ${total - 1} more` : '';
  return `Publishing it would break ${first.who}, which needs ${first.dependency} of ${first.servedBy}${more}. Publish it anyway, keep the old packages beside it, or build it again.`;
}
