import type { AttemptId, SourceName } from '../vocabulary/ids.ts';

/** A source's RPMs came into the repository. */
export interface Landing {
  readonly attempt: AttemptId;
  /** Of the event that published them. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What landed when, by source: enough to say what a buildroot of any moment was made from. */
export class Landings {
  readonly #of = new Map<SourceName, Landing[]>();

  add(source: SourceName, landing: Landing): void {
    const mine = this.#of.get(source);
    if (mine === undefined) this.#of.set(source, [landing]);
    else mine.push(landing);
  }

  of(source: SourceName): readonly Landing[] {
    return this.#of.get(source) ?? [];
  }

  /** The landing whose RPMs a buildroot had that was made right after event `sequence`; undefined before the first. */
  before(source: SourceName, sequence: number): Landing | undefined {
    return this.of(source).findLast((landing) => landing.sequence <= sequence);
  }
}
