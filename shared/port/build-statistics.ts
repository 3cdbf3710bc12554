import type { BuilderName, SourceName } from '../vocabulary/ids.ts';

/** How long builds took: enough for a mean and its spread, whatever their number. Milliseconds. */
export interface DurationStatistics {
  readonly count: number;
  readonly mean: number;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
}

export const NO_DURATIONS: DurationStatistics = { count: 0, mean: 0, squares: 0 };

/** One more duration (Welford's method, which does not lose digits as sums of squares do). */
export function addDuration({ count, mean, squares }: DurationStatistics, duration: number): DurationStatistics {
  const distance = duration - mean;
  const next = mean + distance / (count + 1);
  return { count: count + 1, mean: next, squares: squares + distance * (duration - next) };
}

/** What a builder has brought home, scratch builds aside. */
export interface BuilderTally {
  readonly built: number;
  readonly failed: number;
}

const NOTHING: BuilderTally = { built: 0, failed: 0 };

/** What ended attempts add up to, kept as they end: nobody counts thousands of attempts at each change. */
export class BuildStatistics {
  #ofPass = NO_DURATIONS;
  readonly #tallies = new Map<BuilderName, BuilderTally>();
  readonly #latest = new Map<SourceName, number>();

  /** Successful builds of the pass that is under way. */
  get ofPass(): DurationStatistics {
    return this.#ofPass;
  }

  tallyOf(builder: BuilderName): BuilderTally {
    return this.#tallies.get(builder) ?? NOTHING;
  }

  /** Milliseconds that each source took when it last built, in any pass; without those that never did. */
  get latest(): ReadonlyMap<SourceName, number> {
    return this.#latest;
  }

  openPass(): void {
    this.#ofPass = NO_DURATIONS;
  }

  /** The pass was taken back: these builds are those of the one before. */
  takePassBack(ofPass: DurationStatistics): void {
    this.#ofPass = ofPass;
  }

  built(source: SourceName, builder: BuilderName, duration: number, inPass: boolean): void {
    const tally = this.tallyOf(builder);
    this.#tallies.set(builder, { ...tally, built: tally.built + 1 });
    this.#latest.set(source, duration);
    if (inPass) this.#ofPass = addDuration(this.#ofPass, duration);
  }

  failed(builder: BuilderName): void {
    const tally = this.tallyOf(builder);
    this.#tallies.set(builder, { ...tally, failed: tally.failed + 1 });
  }
}
