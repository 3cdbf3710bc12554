import type { AttemptId, SourceName } from '../vocabulary/ids.ts';

/** A dependency that a landing would break, or a clash that it would bring, in words (`shared/plan/landing.ts`, Break). */
export interface HeldFor {
  /** NEVRA of a package of the repository, the name of a source that waits, or the build group. */
  readonly who: string;
  /** Of a clash: what keeps the two apart. */
  readonly dependency: string;
  /** NEVRA of what serves it now; of a clash: of the one that is there already. */
  readonly servedBy: string;
  /** How it would go, where that does not go without saying. */
  readonly note?: string;
  /** Of a clash alone: NEVRA of the one that comes. */
  readonly clash?: string;
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

  /** What is held, by source. */
  heldNow(): readonly (readonly [SourceName, Held])[] {
    return [...this.#held];
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

/** What would become of who needs it, as words behind its name. */
export function heldWords({ dependency, servedBy, note, clash }: HeldFor): string {
  if (clash !== undefined) return `needs both ${clash} and ${servedBy}, but ${dependency}${note === undefined ? '' : `, ${note}`}`;
  return `needs ${dependency} of ${servedBy}${note === undefined ? '' : `, ${note}`}`;
}

/** Why a package is held, in a sentence. */
export function heldSentence({ breaks, total }: Held): string {
  const [first] = breaks;
  if (first === undefined) return 'Publishing it would break what resolves now.';
  const more = total > 1 ? `, and ${total - 1} more` : '';
  return `Publishing it would break ${first.who}, which ${heldWords(first)}${more}. Publish it anyway, keep the old packages beside it, or build it again.`;
}
