import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { rankReady } from '#shared/plan/priority.ts';

/** Ranking takes at most this share of the time. */
const SHARE = 1 / 10;

/**
 * The scheduler's order, ranked anew when it is asked for and the last ranking is not too fresh for what it cost: a
 * small port is ranked every time, one of 30,000 packages every few seconds. What has become ready in between comes
 * after what was ranked.
 */
export class ReadyOrder {
  readonly #now: () => number;
  #tracker: BlockerTracker | null = null;
  #places: ReadonlyMap<number, number> = new Map();
  #rest = 0;

  /** @param now milliseconds from any moment on, never going back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The place of each ready source, from 0, best first. `durations` is asked for where a ranking is made only. */
  places(tracker: BlockerTracker, durations: () => ArrayLike<number>): ReadonlyMap<number, number> {
    const begun = this.#now();
    if (tracker === this.#tracker && begun < this.#rest) return this.#places;
    this.#places = new Map(rankReady(tracker, durations()).map(({ source }, place) => [source, place]));
    this.#tracker = tracker;
    const ended = this.#now();
    this.#rest = ended + (ended - begun) / SHARE;
    return this.#places;
  }
}
